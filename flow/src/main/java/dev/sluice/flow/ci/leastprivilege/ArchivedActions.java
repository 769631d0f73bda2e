package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import java.util.Set;

/// An action whose repository is archived: nobody mends it any more.
///
/// Source: the notices on the repositories themselves.
record ArchivedActions() implements Audit {
  private static final Set<String> ARCHIVED =
      Set.of(
          "actions/create-release",
          "actions/upload-release-asset",
          "actions/setup-ruby",
          "actions/setup-elixir",
          "actions/setup-haskell",
          "actions-rs/toolchain",
          "actions-rs/cargo",
          "actions-rs/clippy-check",
          "actions-rs/audit-check",
          "tibdex/github-app-token",
          "sonarsource/sonarcloud-github-action",
          "gradle/gradle-build-action",
          "repo-sync/pull-request",
          "repo-sync/repo-sync",
          "8398a7/action-slack");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.steps().stream()
        .filter(step -> ARCHIVED.contains(PipelineFile.action(step)))
        .forEach(step ->
            answer.information(
                step.source(),
                PipelineFile.action(step) + " is archived, and nobody mends it any more"));
  }
}
