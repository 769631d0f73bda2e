package dev.sluice.flow.context.goals;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.measurement.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How far a goal is: its latest measurement against its target.
///
/// @param due whether the day has passed by which the target was to be reached
record Progress(Context.Goal goal, Run run, String value, boolean due) {
  private static final Set<String> MORE_IS_BETTER = Set.of("deployment-frequency");
  private static final Set<String> LESS_IS_BETTER =
      Set.of(
          "change-lead-time",
          "change-fail-rate",
          "failed-deployment-recovery-time",
          "deployment-rework-rate");

  /// @param runs measurements, newest first
  static Optional<Progress> of(Context.Goal goal, List<Run> runs, Instant at) {
    String metric = String.valueOf(goal.metric());
    LocalDate by = goal.by();
    boolean due = by != null && LocalDate.ofInstant(at, ZoneOffset.UTC).isAfter(by);
    return runs.stream()
        .filter(run -> run.values().containsKey(metric))
        .findFirst()
        .map(run -> new Progress(goal, run, String.valueOf(run.values().get(metric)), due));
  }

  void prove(Answer.Builder answer) {
    answer.proven(run.source(), goal.metric() + " was measured: " + value, run.at());
  }

  /// Whether the measured value is as good as the target; empty where that cannot be told, as for
  /// an own metric, of which nobody says whether more or less of it is better.
  Optional<Boolean> reached() {
    Optional<Quantity> target = Quantity.parse(String.valueOf(goal.target()));
    Optional<Quantity> measured = Quantity.parse(value);
    if (target.isEmpty() || measured.isEmpty() || !measured.get().comparable(target.get())) {
      return Optional.empty();
    }
    double distance = measured.get().value() - target.get().value();
    if (MORE_IS_BETTER.contains(String.valueOf(goal.metric()))) {
      return Optional.of(distance >= 0);
    }
    return LESS_IS_BETTER.contains(String.valueOf(goal.metric()))
        ? Optional.of(distance <= 0)
        : Optional.empty();
  }

  void judge(Answer.Builder answer) {
    Optional<Boolean> reached = reached();
    String held = goal.metric() + " is " + value + ", the target " + goal.target();
    if (due && reached.equals(Optional.of(false))) {
      answer.gap(
          Level.PROVEN,
          goal.at().of("target"),
          held + " by " + goal.by() + " was missed",
          "set a new day or a new target, and say under `painPoints` what keeps it away");
    } else {
      String how = reached.map(r -> r ? ": reached" : ": not yet reached").orElse("");
      answer.information(run.source(), held + how);
    }
  }
}
