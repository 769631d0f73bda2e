package dev.sluice.bundle.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scripts of made workflows with programs that write down how they were called.
class WorkflowScriptsTest {
  private static final String FAILURE = ".github/workflows/gate-failure.yaml";
  private static final String ROLLBACK = ".github/workflows/rollback.yaml";

  @TempDir Path root;
  private final List<Artifact> made = Samples.files(Samples.named("go-service"));

  @BeforeEach
  void programs() throws IOException {
    assumeTrue(Scripts.here("jq") && Scripts.here("bash"), "bash and jq are not here");
    Files.createDirectories(root.resolve("bin"));
    Files.writeString(root.resolve("calls"), "");
  }

  @Test
  void opensOneIssueForAGateThatFails() throws Exception {
    issues("[]");
    assertThat(tell("failure").exit()).isZero();
    assertThat(calls())
        .contains("label create gate-failure")
        .contains("issue create --title Gate failed: delivery --label gate-failure")
        .contains("https://ci/1");
    issues("[{\"number\": 3, \"title\": \"Gate failed: delivery\"}]");
    assertThat(tell("timed_out").exit()).isZero();
    assertThat(calls())
        .contains("issue comment 3 --body Again: https://ci/1")
        .doesNotContain("create");
  }

  @Test
  void closesTheIssueOfAGateThatIsGreenAgainAndNoOther() throws Exception {
    issues("[{\"number\": 3, \"title\": \"Gate failed: delivery\"}]");
    assertThat(tell("success").exit()).isZero();
    assertThat(calls()).contains("issue close 3 --comment Green again: https://ci/1");
    issues("[{\"number\": 4, \"title\": \"Gate failed: other\"}]");
    assertThat(tell("success").exit()).isZero();
    assertThat(calls()).doesNotContain("close").doesNotContain("create");
  }

  @Test
  void failsWhenIssuesCannotBeAskedFor() throws Exception {
    program("gh", "exit 1");
    assertThat(tell("failure").exit()).isNotZero();
  }

  @Test
  void undoesTheReleaseAndSaysUntilWhenItHasToBeHealthy() throws Exception {
    program("kubectl", "echo \"$@\" >> calls");
    Path output = root.resolve("output");
    Scripts.Said said =
        rollback("bring the release before back", Map.of("GITHUB_OUTPUT", output.toString()));
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(calls()).isEqualTo("rollout undo deployment/shop --namespace shop-staging\n");
    assertThat(Files.readString(output)).matches("until=\\d{10}\\n");
  }

  @Test
  void failsWhenTheReleaseBeforeIsNotHealthyOrTooLate() throws Exception {
    Map<String, String> later = Map.of("UNTIL", "9999999999");
    program("kubectl", "exit 0");
    assertThat(rollback("the release before is healthy", later).exit()).isZero();
    Scripts.Said late = rollback("the release before is healthy", Map.of("UNTIL", "1"));
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.text()).contains("healthy again, but not within 15 minutes");
    program("kubectl", "exit 1");
    assertThat(rollback("the release before is healthy", later).exit()).isNotZero();
  }

  private Scripts.Said rollback(String step, Map<String, String> environment) throws Exception {
    return Scripts.run(Scripts.of(made, ROLLBACK, step), root, environment);
  }

  private Scripts.Said tell(String conclusion) throws Exception {
    Files.writeString(root.resolve("calls"), "");
    Map<String, String> environment = new HashMap<>();
    environment.put("WORKFLOW", "delivery");
    environment.put("CONCLUSION", conclusion);
    environment.put("RUN", "https://ci/1");
    environment.put("OWNER", "@acme/team: please act.");
    return Scripts.run(Scripts.of(made, FAILURE, "one issue"), root, environment);
  }

  private void issues(String json) throws IOException {
    Files.writeString(root.resolve("issues.json"), json);
    program("gh", "echo \"$@\" >> calls\nif [ \"$2\" = list ]; then cat issues.json; fi");
  }

  private void program(String name, String text) throws IOException {
    Path file = root.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String calls() throws IOException {
    return Files.readString(root.resolve("calls"));
  }
}
