package dev.sluice.release.rollout;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// How a release gets its traffic. Every strategy is a list of the same few steps, so that one
/// machine carries out all of them and one set of rules keeps all of them safe. [Planner] makes it.
///
/// @param capacity instances that the whole traffic needs
/// @param spare how many of them may be missing while instances are replaced
public record Plan(
    Strategy strategy,
    int capacity,
    int spare,
    List<Step> steps,
    List<Criterion> criteria,
    Limits limits) {
  /// @throws IllegalArgumentException when the steps don't end with all traffic on the canary, or
  ///   one names a criterion that the plan hasn't
  public Plan {
    requireNonNull(strategy, "strategy");
    requireNonNull(limits, "limits");
    steps = List.copyOf(steps);
    criteria = List.copyOf(criteria);
    if (weight(steps, steps.size()) != 100) {
      throw new IllegalArgumentException(
          "expected a plan that ends with all traffic on the canary");
    }
    List<String> names = criteria.stream().map(Criterion::name).toList();
    for (Step step : steps) {
      if (step instanceof Step.Analysis a && !names.containsAll(a.criteria())) {
        throw new IllegalArgumentException("expected a criterion of the plan in " + a);
      }
    }
  }

  /// The share that the canary may have at a step, in percent: that of the last step before or at
  /// it which sets one.
  public int weightAt(int step) {
    return weight(steps, Math.min(step + 1, steps.size()));
  }

  private static int weight(List<Step> steps, int before) {
    int weight = 0;
    for (Step step : steps.subList(0, before)) {
      if (step instanceof Step.SetWeight w) {
        weight = w.percent();
      }
    }
    return weight;
  }

  /// The step to begin again from when the canary has lost the traffic that it had at a step.
  int again(int step) {
    for (int i = Math.min(step, steps.size() - 1); i > 0; i--) {
      if (steps.get(i) instanceof Step.SetWeight) {
        return i;
      }
    }
    return 0;
  }

  /// The strategies.
  public enum Strategy {
    CANARY,
    BLUE_GREEN,
    ROLLING,
    BIG_BANG
  }
}
