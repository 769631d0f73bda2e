package dev.sluice.flow.releasesafety;

import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.source.Text;
import java.util.List;

/// The rollout objects that bring versions into production, and what measures them.
public final class ProductionRollouts {
  private ProductionRollouts() {}

  /// Rollout objects of production, and those that no environment can be told of. A criterion that
  /// asks reads [RolloutObject].
  public static List<RolloutObject> of(Subject subject) {
    return subject.facts(RolloutObject.class).stream()
        .filter(r -> r.environment() == null || subject.isProduction(r.environment()))
        .toList();
  }

  /// The metrics that measure a rollout, by place. A criterion that asks reads [AnalysisMetric].
  public static List<AnalysisMetric> metrics(RolloutObject rollout, Subject subject) {
    List<String> analyses = rollout.analyses().stream().map(Text::value).toList();
    return subject.facts(AnalysisMetric.class).stream()
        .filter(m -> m.object().equals(rollout.name()) || analyses.contains(m.object()))
        .toList();
  }
}
