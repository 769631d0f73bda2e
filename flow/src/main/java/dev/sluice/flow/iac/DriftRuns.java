package dev.sluice.flow.iac;

import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.pipeline.Hole;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pipelines that look for drift on a schedule. A criterion that uses it reads [Pipeline].
public final class DriftRuns {
  private DriftRuns() {}

  /// A check for drift that a schedule starts.
  ///
  /// @param swallowed what throws its failure away, or null
  public record Check(Occurrence occurrence, @Nullable Source swallowed) {
    /// What checks.
    public Activity activity() {
      return occurrence.activity();
    }
  }

  /// Every check for drift that a schedule starts.
  public static List<Check> of(Subject subject) {
    PipelineGraph graph = subject.pipelines();
    return graph.occurrences(Activity.Kind.DRIFT).stream()
        .filter(drift -> drift.node().events().stream().anyMatch(e -> e.name().equals("schedule")))
        .map(drift -> new Check(drift, swallowed(graph, drift)))
        .toList();
  }

  private static @Nullable Source swallowed(PipelineGraph graph, Occurrence drift) {
    return graph.swallowed(drift).stream()
        .filter(hole -> hole.kind().definite() || hole.kind() == Hole.Kind.REPORTS_ONLY)
        .map(Hole::source)
        .findFirst()
        .orElse(null);
  }

  /// Whether the run of a check tells somebody, or mends what it found.
  public static boolean acts(Check check, Subject subject) {
    PipelineGraph graph = subject.pipelines();
    return graph.occurrences(Activity.Kind.NOTIFY, Activity.Kind.APPLY).stream()
        .anyMatch(other ->
            other.node().root().source().equals(check.occurrence().node().root().source()));
  }
}
