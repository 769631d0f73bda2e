package dev.sluice.flow.releasesafety.blastradius;

import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.flow.source.Text;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The share of requests that a release gets before anything judges it.
///
/// @param percent the share
/// @param step the step that gives it
/// @param judge what looks at the release then
record Exposure(int percent, RolloutStep step, String judge) {
  /// Follows the steps of a canary up to the first that judges: an analysis, or a pause until
  /// somebody promotes. An analysis that runs beside the steps judges in the first pause, Flagger's
  /// metrics at every weight. Null when no step sets a weight before that, or nothing judges.
  static @Nullable Exposure of(RolloutObject rollout) {
    boolean beside = rollout.analyses().stream().anyMatch(a -> !ofStep(a, rollout));
    RolloutStep highest = null;
    for (RolloutStep step : rollout.steps()) {
      Integer weight = step.weight();
      if (weight != null && (highest == null || weight > weight(highest))) {
        highest = step;
      }
      String judge = rollout.tool().equals("flagger") ? metrics(rollout) : judge(step, beside);
      if (highest != null && judge != null) {
        return new Exposure(weight(highest), highest, judge);
      }
    }
    return null;
  }

  private static @Nullable String metrics(RolloutObject rollout) {
    return rollout.analyses().isEmpty() ? null : "its metrics judge it";
  }

  /// Whether an analysis is a step's own: the nearest step before it is one that analyses.
  private static boolean ofStep(Text analysis, RolloutObject rollout) {
    return rollout.steps().stream()
        .filter(s -> s.source().file().equals(analysis.source().file()))
        .filter(s -> s.source().compareTo(analysis.source()) < 0)
        .max(Comparator.comparing(RolloutStep::source))
        .filter(Exposure::analyses)
        .isPresent();
  }

  private static @Nullable String judge(RolloutStep step, boolean beside) {
    if (analyses(step)) {
      return "an analysis judges it";
    }
    if (!step.kind().equals("pause")) {
      return null;
    }
    if (step.duration() == null) {
      return "somebody promotes it";
    }
    return beside ? "the analysis beside the steps judges it" : null;
  }

  private static boolean analyses(RolloutStep step) {
    return step.kind().equals("analysis") || step.kind().equals("experiment");
  }

  private static int weight(RolloutStep step) {
    Integer weight = step.weight();
    return weight == null ? 0 : weight;
  }
}
