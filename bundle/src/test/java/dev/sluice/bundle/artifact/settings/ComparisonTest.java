package dev.sluice.bundle.artifact.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Scripts;
import dev.sluice.bundle.artifact.SettingsSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts of the workflow against a `gh` that answers from files, and refuses where there is
/// none.
class ComparisonTest {
  private static final String GH =
      """
      #!/bin/sh
      case "$2" in
        */rules/branches/*) exec cat "$ANSWERS/rules.json" ;;
        */deployment-branch-policies*) exec cat "$ANSWERS/policies.json" ;;
        */environments*) exec cat "$ANSWERS/environments.json" ;;
      esac
      exit 1
      """;

  private static final String RULES =
      """
      [{"type": "deletion", "ruleset_id": 1}, {"type": "non_fast_forward", "ruleset_id": 1},
       {"type": "pull_request", "parameters": {"required_approving_review_count": APPROVALS, "require_code_owner_review": OWNERS,
          "dismiss_stale_reviews_on_push": true, "require_last_push_approval": true, "required_review_thread_resolution": true,
          "allowed_merge_methods": ["squash"]}},
       {"type": "required_status_checks", "parameters": {"strict_required_status_checks_policy": true, "required_status_checks": [CHECKS]}},
       {"type": "required_status_checks", "ruleset_source_type": "Organization",
        "parameters": {"do_not_enforce_on_create": true, "required_status_checks": [{"context": "license"}]}}]
      """;

  private static final String CHECKS =
      "{\"context\": \"build and test\", \"integration_id\": 15368},"
          + "{\"context\": \"configuration is valid\", \"integration_id\": 15368},"
          + "{\"context\": \"no known vulnerability, no secret\", \"integration_id\": 15368},"
          + "{\"context\": \"policies hold\", \"integration_id\": 15368}";

  private static final String ENVIRONMENTS =
      """
      {"total_count": 1, "environments": [{"id": 7, "name": "NAME", "protection_rules": [
        {"id": 1, "type": "wait_timer", "wait_timer": 30},
        {"id": 2, "type": "required_reviewers", "prevent_self_review": SELF,
         "reviewers": [{"type": "Team", "reviewer": {"id": 3, "slug": "REVIEWER", "name": "The leads"}}]},
        {"id": 4, "type": "branch_policy"}],
        "deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}]}
      """;

  @TempDir Path root;
  private List<Artifact> made = List.of();

  @BeforeEach
  void write() throws IOException {
    assumeTrue(Scripts.here("jq") && Scripts.here("bash"), "bash and jq are not here");
    made = new SettingsMaker().make(SettingsSample.material());
    for (Artifact artifact : made) {
      Path file = root.resolve(artifact.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, artifact.content());
    }
    Path gh = root.resolve("bin/gh");
    Files.createDirectories(gh.getParent());
    Files.writeString(gh, GH);
    assertThat(gh.toFile().setExecutable(true)).isTrue();
    rules("1", "true", CHECKS);
    environments("production", "true", "team-leads");
    answer(
        "policies.json",
        "{\"branch_policies\": [{\"id\": 9, \"name\": \"main\", \"type\": \"branch\"}]}");
  }

  @Test
  void saysNothingWhereWhatHoldsIsAsStrict() throws Exception {
    assertThat(run("the branch")).isEqualTo(new Scripts.Said(0, ""));
    assertThat(run("the environments")).isEqualTo(new Scripts.Said(0, ""));
  }

  @Test
  void namesEachRuleThatIsWeaker() throws Exception {
    rules("0", "false", CHECKS.substring(CHECKS.indexOf('}') + 2));
    Scripts.Said said = run("the branch");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text())
        .contains("main: pull_request: required_approving_review_count is 0, not 1")
        .contains("main: pull_request: require_code_owner_review is false, not true")
        .contains("main: required_status_checks: required_status_checks is")
        .contains("::error file=.github/rulesets/default-branch.json::")
        .contains("gh api --method POST repos/acme/shop/rulesets --input");
  }

  @Test
  void aCheckThatAnotherAppMayReportIsNotTheSame() throws Exception {
    rules("1", "true", CHECKS.replace("15368", "1"));
    assertThat(run("the branch").text()).contains("required_status_checks is");
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    answer("rules.json", "[]");
    assertThat(run("the branch").text())
        .contains("there is no rule deletion")
        .contains("there is no rule pull_request");
    environments("staging", "true", "team-leads");
    Scripts.Said said = run("the environments");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).contains("production: there is no such environment");
  }

  @Test
  void namesWhatAnEnvironmentLacks() throws Exception {
    environments("production", "false", "everybody");
    answer("policies.json", "{\"branch_policies\": [{\"name\": \"*\"}]}");
    Scripts.Said said = run("the environments");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text())
        .contains("reviewers are [\"Team everybody\"], not [\"Team team-leads\"]")
        .contains("who changed something may approve it")
        .contains("[\"branch *\"] may enter, not [\"branch main\"]");
  }

  @Test
  void anApiThatRefusesIsNoAnswer() throws Exception {
    Files.delete(root.resolve("answers/rules.json"));
    Scripts.Said branch = run("the branch");
    assertThat(branch.exit()).isEqualTo(2);
    assertThat(branch.text())
        .contains("could not look: GitHub gave no answer on the rules of main");
    Files.delete(root.resolve("answers/policies.json"));
    assertThat(run("the environments").text()).contains("could not look").contains("may enter");
    Files.delete(root.resolve("answers/environments.json"));
    Scripts.Said environments = run("the environments");
    assertThat(environments.exit()).isEqualTo(2);
    assertThat(environments.text())
        .contains("could not look: GitHub gave no answer on the environments");
  }

  private Scripts.Said run(String step) throws Exception {
    return Scripts.run(
        Scripts.of(made, SettingsMaker.WORKFLOW, step),
        root,
        Map.of(
            "GH_REPO",
            "acme/shop",
            "BRANCH",
            "main",
            "RUNNER_TEMP",
            root.toString(),
            "ANSWERS",
            root.resolve("answers").toString()));
  }

  private void rules(String approvals, String owners, String checks) throws IOException {
    answer(
        "rules.json",
        RULES.replace("APPROVALS", approvals).replace("OWNERS", owners).replace("CHECKS", checks));
  }

  private void environments(String name, String self, String reviewer) throws IOException {
    answer(
        "environments.json",
        ENVIRONMENTS.replace("NAME", name).replace("SELF", self).replace("REVIEWER", reviewer));
  }

  private void answer(String file, String text) throws IOException {
    Files.createDirectories(root.resolve("answers"));
    Files.writeString(root.resolve("answers").resolve(file), text);
  }
}
