package dev.sluice.bundle.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.flow.yaml.YamlReader;
import dev.sluice.testkit.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made for a platform, as the tools that read it see it.
class PlatformFilesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+\\.md)\\)");

  @TempDir Path work;

  private static List<Artifact> made() {
    return Artifacts.of(Shop.by(Shop.CANARY));
  }

  private static String content(List<Artifact> made, String path) {
    return made.stream()
        .filter(a -> a.path().equals(path))
        .map(Artifact::content)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody made " + path));
  }

  @Test
  void madeTwiceTheyAreTheSame() {
    assertThat(made()).isEqualTo(made());
  }

  @Test
  void sayWhatTheyAreForAndWhichCriterionTheyServe() {
    assertThat(made().stream().filter(a -> !a.path().endsWith(".json")))
        .allSatisfy(a ->
            assertThat(
                    a.content().lines().limit(16).collect(Collectors.joining()).replace("\r", ""))
                .contains(a.criterion().substring(0, 4)));
  }

  @Test
  void yamlIsReadWithoutAProblem() {
    assertThat(made().stream().filter(a -> a.path().endsWith(".yaml")))
        .allSatisfy(a ->
            assertThat(
                    YamlReader.read(a.path(), a.content().getBytes(StandardCharsets.UTF_8))
                        .problems())
                .isEmpty());
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<Artifact> made = made();
    Set<String> paths = made.stream().map(Artifact::path).collect(Collectors.toSet());
    made.stream()
        .filter(a -> a.path().endsWith(".md"))
        .forEach(a -> {
          Matcher link = LINK.matcher(a.content());
          while (link.find()) {
            String there = Path.of(a.path()).resolveSibling(link.group(1)).normalize().toString();
            assertThat(paths).as(a.path()).contains(there);
          }
        });
    assertThat(content(made, "monitoring/shop-release.rules.yaml"))
        .contains("runbook_url: docs/on-call/errors.md");
    assertThat(paths).contains("docs/on-call/errors.md", "docs/on-call/ghosts.md");
  }

  @Test
  void anAlertThatNothingMeasuresIsNamedAndNotInvented() {
    String rules = content(made(), "monitoring/shop-release.rules.yaml");
    assertThat(rules).contains("# Declared, but nothing says what to measure: ShopHaunted.");
    assertThat(rules).doesNotContain("alert: ShopHaunted");
  }

  @Test
  void alertsLookAtAllVersionsWhereTheAnalysisLooksAtOne() {
    assertThat(content(made(), "monitoring/shop-release.rules.yaml"))
        .contains("service=~\"shop(-canary)?\"");
    assertThat(content(made(), "deploy/components/progressive-delivery/analysis.yaml"))
        .contains("service=\"shop-canary\"");
  }

  @Test
  void rulesMadeBeforeAreMadeWholeAgain() {
    AlertRule before =
        new AlertRule(
            Shop.at("monitoring/shop-release.rules.yaml"),
            "g",
            "ShopErrors",
            "x > 1",
            "5m",
            "page",
            "team-shop",
            null);
    assertThat(
            content(
                Artifacts.of(Shop.by(Shop.CANARY, before)), "monitoring/shop-release.rules.yaml"))
        .isEqualTo(content(made(), "monitoring/shop-release.rules.yaml"));
  }

  @Test
  void noRolloutIsMadeWhereOneIs() {
    RolloutObject rollout =
        new RolloutObject(
            Shop.at("deploy/base/rollout.yaml"),
            "argo-rollouts",
            "Rollout",
            "shop",
            "production",
            "canary",
            List.of(),
            List.of());
    assertThat(Artifacts.of(Shop.by(Shop.CANARY, rollout)))
        .noneMatch(a -> a.content().contains("kind: Rollout"));
  }

  @Test
  void theRepositorysOwnToolRollsOut() {
    RolloutObject elsewhere =
        new RolloutObject(
            Shop.at("deploy/other/canary.yaml"),
            "flagger",
            "Canary",
            "other",
            "staging",
            "canary",
            List.of(),
            List.of());
    assertThat(
            content(
                Artifacts.of(Shop.by(Shop.CANARY, elsewhere)),
                "deploy/components/progressive-delivery/canary.yaml"))
        .contains("kind: Canary", "stepWeights:");
  }

  @Test
  void holdsWithoutDataWhereThatIsAskedAndFailsElsewhere() {
    String[] templates =
        content(made(), "deploy/components/progressive-delivery/analysis.yaml").split("---\n", -1);
    assertThat(templates[0]).contains("failureCondition");
    assertThat(templates[1]).doesNotContain("failureCondition");
  }

  @Test
  void deniesOnlyWhereEverythingInProductionWouldPass() {
    assertThat(content(made(), "deploy/policy/admission.yaml")).contains("- Deny");
  }

  @Test
  void aSecretsValueIsNowhere() {
    assertThat(content(made(), "deploy/components/secrets/external-secrets.yaml"))
        .contains(
            "sluice.dev/owner: team-shop", "sluice.dev/rotated-every: 90d", "key: shop/shop-key")
        .doesNotContain("stringData", "kind: Secret\n");
  }

  @Test
  void promtoolAcceptsRulesAndTheirTests() throws Exception {
    Written.below(work, made());
    Path monitoring = work.resolve("monitoring");
    for (String stem : List.of("delivery", "shop-release")) {
      Program.Said rules =
          Program.run(monitoring, "promtool", "check", "rules", stem + ".rules.yaml");
      assertThat(rules.exit()).as(rules.text()).isZero();
      Program.Said tests =
          Program.run(monitoring, "promtool", "test", "rules", stem + ".test.yaml");
      assertThat(tests.exit()).as(tests.text()).isZero();
    }
  }

  @Test
  void watchesWhatBringsTheSecrets() throws Exception {
    List<Artifact> made =
        Artifacts.of(
            Shop.by(
                Shop.CANARY,
                secret("external-secrets"),
                secret("sealed-secrets"),
                secret("vault"),
                secret("sops")));
    assertThat(content(made, "monitoring/shop-release.rules.yaml"))
        .contains("ShopSecretNotRefreshed")
        .contains("ShopSecretNotUnsealed")
        .contains("ShopSecretStoreSealed")
        .contains("ShopSecretAuditLost");
    Written.below(work, made);
    Program.Said tests =
        Program.run(
            work.resolve("monitoring"), "promtool", "test", "rules", "shop-release.test.yaml");
    assertThat(tests.exit()).as(tests.text()).isZero();
  }

  private static SecretSource secret(String tool) {
    return new SecretSource(Shop.at("deploy/secret.yaml"), tool, "shop-key", null, null, null);
  }

  @Test
  void promtoolParsesEveryQueryOfTheDashboard() throws Exception {
    String json = content(made(), "monitoring/shop-delivery.dashboard.json");
    Matcher query = Pattern.compile("\"expr\" : \"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
    StringBuilder rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
    int count = 0;
    while (query.find()) {
      rules
          .append("      - {record: \"panel:")
          .append(count++)
          .append("\", expr: \"")
          .append(query.group(1))
          .append("\"}\n");
    }
    assertThat(count).isGreaterThan(5);
    Files.writeString(work.resolve("panels.yaml"), rules);
    Program.Said said = Program.run(work, "promtool", "check", "rules", "panels.yaml");
    assertThat(said.exit()).as(said.text()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {Shop.CANARY, Shop.BLUE_GREEN})
  void kustomizeBuildsTheOverlayWithItsComponents(String strategy) throws Exception {
    Written.below(work, Artifacts.of(Shop.by(strategy)));
    overlay();
    Program.Said said = Program.run(work, "kubectl", "kustomize", "deploy/production");
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("kind: Rollout", "path: /readyz", "kind: ExternalSecret");
  }

  private void overlay() throws IOException {
    Files.writeString(
        work.resolve("deploy/production/shop.yaml"),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop}
        spec:
          selector: {matchLabels: {app: shop}}
          template:
            metadata: {labels: {app: shop}}
            spec: {containers: [{name: web, image: shop}]}
        """);
  }

  @Test
  void terraformFindsNothingToFormat() throws Exception {
    Written.below(work, made());
    Program.Said said = Program.run(work, "terraform", "fmt", "-check", "-diff", "infra");
    assertThat(said.exit()).as(said.text()).isZero();
  }
}
