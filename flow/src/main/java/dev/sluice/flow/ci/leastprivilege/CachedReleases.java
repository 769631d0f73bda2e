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
    String action = PipelineFile.action(step);
    boolean setup =
        action.startsWith("actions/setup-") && !PipelineFile.with(step, "cache").isEmpty();
    return (setup && !PipelineFile.with(step, "cache").equals("false"))
        || action.equals("actions/cache")
        || action.equals("actions/cache/restore")
        || action.equals("swatinem/rust-cache");
  }
}
