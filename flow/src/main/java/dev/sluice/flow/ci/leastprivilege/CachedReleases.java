package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Step;

/// A cache that other runs can write, used by a job that publishes.
record CachedReleases() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.jobs().stream()
        .filter(CachedReleases::publishes)
        .flatMap(job -> job.steps().stream())
        .filter(CachedReleases::restoresCache)
        .forEach(step ->
            answer.information(
                step.source(),
                "a job that publishes restores a cache, which another run can have filled"));
  }

  private static boolean publishes(Job job) {
    return job.steps().stream()
        .flatMap(step -> step.activities().stream())
        .anyMatch(a -> a.kind() == Activity.Kind.PUBLISH);
  }

  private static boolean restoresCache(Step step) {
    return switch (PipelineFile.action(step)) {
      case "actions/cache", "actions/cache/restore" -> !is(step, "lookup-only", "true");
      case "swatinem/rust-cache", "mozilla-actions/sccache-action", "hendrikmuhs/ccache-action" ->
          true;
      case "actions/setup-go" -> !is(step, "cache", "false");
      case "astral-sh/setup-uv" -> !is(step, "enable-cache", "false");
      case "gradle/actions/setup-gradle", "gradle/gradle-build-action" ->
          !is(step, "cache-disabled", "true");
      case "ruby/setup-ruby" -> is(step, "bundler-cache", "true");
      case "docker/build-push-action", "docker/bake-action" ->
          PipelineFile.with(step, "cache-from").contains("type=gha");
      case String action when action.startsWith("actions/setup-") || action.startsWith("pnpm/") ->
          !PipelineFile.with(step, "cache").isEmpty() && !is(step, "cache", "false");
      default -> false;
    };
  }

  private static boolean is(Step step, String input, String value) {
    return PipelineFile.with(step, input).equalsIgnoreCase(value);
  }
}
