package dev.sluice.bundle.figure;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.ReleaseSafety.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Stop criteria in words.
final class StopWords {
  private StopWords() {}

  /// `errors below 0.01 over 2 min; else rollback within 5 min, without data hold`.
  static String of(Cd.Analysis analysis, List<Trigger> triggers) {
    List<String> words = new ArrayList<>(List.of(analysis.name() + " " + bound(analysis)));
    triggers.stream()
        .filter(trigger -> analysis.name().equals(trigger.signal()))
        .map(StopWords::action)
        .distinct()
        .forEach(words::add);
    Cd.OnNoData noData = analysis.onNoData();
    if (noData != null) {
      words.add("without data " + Words.constant(noData));
    }
    return String.join(", ", words);
  }

  private static String bound(Cd.Analysis analysis) {
    Duration window = analysis.window();
    return limit(analysis) + (window == null ? "" : " over " + Words.span(window));
  }

  private static String limit(Cd.Analysis analysis) {
    Cd.Objective objective = analysis.objective();
    if (objective != null) {
      Double quantile = objective.quantile();
      String part =
          quantile == null ? "" : "for " + Words.number(Math.round(quantile * 1e4) / 1e2) + " % ";
      return part
          + "has to stay "
          + Words.constant(objective.comparison())
          + " "
          + Words.number(objective.threshold());
    }
    Cd.Tolerance tolerance = analysis.tolerance();
    if (tolerance == null) {
      return analysis.compare() == null ? "is judged" : "is judged against the baseline";
    }
    List<String> bounds = new ArrayList<>();
    Double ratio = tolerance.ratio();
    if (ratio != null) {
      bounds.add(Words.number(ratio) + " times");
    }
    Double absolute = tolerance.absolute();
    if (absolute != null) {
      bounds.add(Words.number(absolute) + " above");
    }
    Duration latency = tolerance.latency();
    if (latency != null) {
      bounds.add(Words.span(latency) + " above");
    }
    return "has to stay within "
        + (bounds.isEmpty() ? "" : Words.list(bounds) + " ")
        + "the baseline";
  }

  private static String action(Trigger trigger) {
    ReleaseSafety.Action what = trigger.action();
    String action = what == null ? "a stop" : Words.constant(what);
    Duration within = trigger.within();
    String by = trigger.by();
    return "else "
        + action
        + (within == null ? "" : " within " + Words.span(within))
        + (by == null ? "" : " by " + by);
  }
}
