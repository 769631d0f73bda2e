package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Step;
import java.util.List;

/// Which jobs have no use for `id-token: write`. It only says who the run is; whether that is
/// needed shows in what the job uses.
final class IdentityTokens {
  static final String SCOPE = "id-token";

  /// Actions that never ask for the token. Others may, and those that a repository keeps itself
  /// too.
  private static final List<String> NEVER_ASK =
      List.of(
          "actions/cache",
          "actions/checkout",
          "actions/create-github-app-token",
          "actions/download-artifact",
          "actions/github-script",
          "actions/labeler",
          "actions/setup-",
          "actions/stale",
          "actions/upload-artifact",
          "docker/build-push-action",
          "docker/login-action",
          "docker/metadata-action",
          "docker/setup-",
          "dorny/paths-filter",
          "gradle/actions",
          "hashicorp/setup-terraform",
          "peter-evans/create-pull-request",
          "slackapi/slack-github-action",
          "softprops/action-gh-release");

  private IdentityTokens() {}

  /// Whether nothing in a job can ask for the token.
  static boolean idle(Job job) {
    return job.uses() == null && job.steps().stream().allMatch(IdentityTokens::idle);
  }

  private static boolean idle(Step step) {
    String action = PipelineFile.action(step);
    boolean known = action.isEmpty() || NEVER_ASK.stream().anyMatch(action::startsWith);
    return known && (step.run() == null || !asks(step.run().value()));
  }

  /// Whether a script may ask: by itself, through a tool that signs or logs in, or through another
  /// script.
  private static boolean asks(String script) {
    return script.contains("ID_TOKEN")
        || script.contains("cosign")
        || script.contains("--provenance")
        || script.contains("assume-role-with-web-identity")
        || script.contains("./")
        || script.contains(".sh");
  }
}
