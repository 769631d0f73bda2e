package dev.sluice.bundle.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipelinePropertiesTest {
  private static final String WORKFLOWS = ".github/workflows/";

  static Stream<Artifact> yaml() {
    return Samples.all().values().stream()
        .flatMap(sample -> Samples.files(sample).stream())
        .filter(a -> a.path().endsWith(".yaml") || a.path().endsWith(".yml"));
  }

  static Stream<Artifact> workflows() {
    return yaml().filter(a -> a.path().startsWith(WORKFLOWS));
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void isYamlThatOurOwnReaderTakes(Artifact artifact) {
    YamlFile file = read(artifact);
    assertThat(file.complete()).isTrue();
    assertThat(file.problems()).isEmpty();
    assertThat(file.documents()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyActionIsPinnedByCommitWithItsVersion(Artifact artifact) {
    assertThat(artifact.content().lines().filter(line -> line.contains("uses: ")))
        .allMatch(
            line -> line.matches(" *(- )?uses: [\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyJobHasATimeoutAndNamesItsPermissions(Artifact artifact) {
    Yaml workflow = read(artifact).documents().getFirst();
    assertThat(workflow.entries("permissions")).isEmpty();
    assertThat(workflow.entries("jobs"))
        .isNotEmpty()
        .allSatisfy(job -> {
          assertThat(job.value().string("timeout-minutes")).matches("\\d+");
          assertThat(job.value().entries("permissions")).isNotEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void noScriptHoldsAnExpressionAndNoCheckoutKeepsItsToken(Artifact artifact) {
    for (Yaml.Entry job : read(artifact).documents().getFirst().entries("jobs")) {
      for (Yaml step : job.value().items("steps")) {
        String run = step.string("run");
        assertThat(run == null ? "" : run).doesNotContain("${{");
        String uses = step.string("uses");
        if (uses != null && uses.startsWith("actions/checkout@")) {
          assertThat(step.string("with", "persist-credentials")).isEqualTo("false");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void whatPublishesWaitsForEveryGate(Artifact artifact) {
    List<Yaml.Entry> jobs = read(artifact).documents().getFirst().entries("jobs");
    List<String> gates =
        jobs.stream()
            .map(Yaml.Entry::name)
            .filter(id -> !id.startsWith("publish") && !id.startsWith("deploy-"))
            .toList();
    jobs.stream()
        .filter(job -> job.name().startsWith("publish"))
        .forEach(job -> {
          String one = job.value().string("needs");
          List<String> needs =
              one != null ? List.of(one) : job.value().texts("needs").map(t -> t.value()).toList();
          assertThat(needs).containsAll(gates);
        });
  }

  @Test
  void standsBesideAPipelineThatDoesItsPart() {
    Artifact gates = one(Samples.named("monorepo-beside-ci"), WORKFLOWS + "gates.yaml");
    assertThat(gates.content())
        .contains("# Stands beside ci.yml, which keeps its part of: build, test.")
        .doesNotContain("build-and-test")
        .contains("  security:\n");
  }

  @Test
  void makesNoPipelineWhereAnotherSystemHasOneOrEveryGateIsThere() {
    assertThat(Samples.files(Samples.named("maven-alone").elsewhere()))
        .extracting(Artifact::path)
        .containsExactly(".github/dependabot.yml");
    Sample whole =
        Sample.at("github.com/acme/shop")
            .manifest("gomod", "go.mod", "go.sum")
            .workflow(
                "ci.yml",
                "actions/checkout@v4",
                Activity.Kind.BUILD,
                Activity.Kind.TEST,
                Activity.Kind.SCAN,
                Activity.Kind.POLICY);
    assertThat(Samples.files(whole))
        .extracting(Artifact::path)
        .containsExactly(
            ".github/dependabot.yml",
            ".github/rulesets/default-branch.json",
            ".github/workflows/settings.yaml");
  }

  @Test
  void aJobIsNamedAfterWhatItDoes() {
    Sample built =
        Sample.at("github.com/acme/shop")
            .manifest("gomod", "go.mod", "go.sum")
            .workflow("ci.yml", "actions/checkout@v4", Activity.Kind.BUILD);
    assertThat(one(built, WORKFLOWS + "gates.yaml").content())
        .contains("\n  test:\n")
        .doesNotContain("go build");
  }

  @Test
  void aRuleThatIsBrokenTodayOnlyWarns() {
    String rules =
        one(Samples.named("monorepo-beside-ci"), "policy/delivery/delivery.rego").content();
    assertThat(rules)
        .contains("make it `deny`: .github/workflows/ci.yml:10:9\nwarn contains message if {");
    assertThat(one(Samples.named("go-service"), "policy/delivery/delivery.rego").content())
        .contains("# An action is named by its commit.\ndeny contains message if {");
  }

  @Test
  void whatGitOpsCommitsIsNotBuiltAgain() {
    assertThat(one(Samples.named("gitops"), WORKFLOWS + "delivery.yaml").content())
        .contains("    paths-ignore:\n      - deploy/staging/**\n      - deploy/production/**\n")
        .contains("gh pr create")
        .doesNotContain("kubectl apply");
  }

  private static Artifact one(Sample sample, String path) {
    return Samples.files(sample).stream()
        .filter(a -> a.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static YamlFile read(Artifact artifact) {
    return YamlReader.read(artifact.path(), artifact.content().getBytes(StandardCharsets.UTF_8));
  }
}
