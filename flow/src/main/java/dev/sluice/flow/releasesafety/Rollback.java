package dev.sluice.flow.releasesafety;

import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A step of a pipeline that rolls back.
public record Rollback(Pipeline pipeline, Job job, Step step, Activity activity) {
  /// Every step that rolls back, and whose failure is not thrown away. A criterion that asks reads
  /// [Pipeline].
  public static List<Rollback> of(Subject subject) {
    return subject.facts(Pipeline.class).stream().flatMap(Rollback::in).toList();
  }

  private static Stream<Rollback> in(Pipeline pipeline) {
    return pipeline.jobs().stream()
        .flatMap(job ->
            job.steps().stream()
                .flatMap(step ->
                    step.activities().stream()
                        .filter(a -> a.kind() == Activity.Kind.ROLLBACK)
                        .filter(a -> a.ignored() == null)
                        .map(a -> new Rollback(pipeline, job, step, a))));
  }

  /// Whether it starts without a person: after a failure in the pipeline, or on an event from
  /// outside.
  public boolean automatic() {
    return afterFailure(step.condition())
        || afterFailure(job.condition())
        || triggered("repository_dispatch");
  }

  /// Whether it runs by the clock.
  public boolean scheduled() {
    return triggered("schedule");
  }

  private boolean triggered(String event) {
    return pipeline.triggers().stream().anyMatch(t -> t.event().equals(event));
  }

  private static boolean afterFailure(@Nullable Text condition) {
    return condition != null
        && (condition.value().contains("failure()") || condition.value().contains("'failure'"));
  }
}
