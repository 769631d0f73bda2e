package dev.sluice.flow.releasesafety;

import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.pipeline.Hole;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A step of a pipeline that rolls back.
///
/// @param occurrence where it runs
public record Rollback(Occurrence occurrence) {
  /// Every step that rolls back, and whose failure is not thrown away. A criterion that asks reads
  /// [Pipeline].
  public static List<Rollback> of(Subject subject) {
    PipelineGraph graph = subject.pipelines();
    return graph.occurrences(Activity.Kind.ROLLBACK).stream()
        .filter(o -> graph.swallowed(o).stream().map(Hole::kind).noneMatch(Hole.Kind::definite))
        .map(Rollback::new)
        .toList();
  }

  /// What rolls back.
  public Activity activity() {
    return occurrence.activity();
  }

  /// The job that it belongs to.
  public Job job() {
    return occurrence.node().job();
  }

  /// The file of that job.
  public Pipeline pipeline() {
    return occurrence.node().file();
  }

  /// The step of the job, which may use an action that rolls back.
  public Step step() {
    return occurrence.step().chain().getFirst();
  }

  /// Whether it starts without a person: after a failure in the pipeline, or on an event from
  /// outside.
  public boolean automatic() {
    Stream<@Nullable Text> conditions =
        Stream.concat(
            occurrence.step().chain().stream().map(Step::condition),
            occurrence.node().chain().stream().map(node -> node.job().condition()));
    return conditions.anyMatch(Rollback::afterFailure) || starts("repository_dispatch");
  }

  /// Whether it runs by the clock.
  public boolean scheduled() {
    return starts("schedule");
  }

  private boolean starts(String event) {
    return occurrence.node().events().stream().anyMatch(e -> e.name().equals(event));
  }

  private static boolean afterFailure(@Nullable Text condition) {
    return condition != null
        && (condition.value().contains("failure()") || condition.value().contains("'failure'"));
  }
}
