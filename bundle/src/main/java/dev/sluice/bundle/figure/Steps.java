package dev.sluice.bundle.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Makes many equal steps of a rollout one slope, so that a hundred of them can be read.
final class Steps {
  private static final int FEW = 12;
  private static final int LEAST = 4;

  private Steps() {}

  /// The stretches; where there are many, each run of equal steps as one.
  static List<Stretch> merged(List<Stretch> all) {
    if (all.size() <= FEW) {
      return List.copyOf(all);
    }
    List<Stretch> merged = new ArrayList<>();
    int from = 0;
    while (from < all.size()) {
      int to = from + 1;
      while (to < all.size() && alike(all, from, to)) {
        to++;
      }
      if (to - from >= LEAST) {
        merged.add(slope(all.subList(from, to)));
        from = to;
      } else {
        merged.add(all.get(from++));
      }
    }
    return List.copyOf(merged);
  }

  /// Whether a step goes on as those from another one on.
  private static boolean alike(List<Stretch> all, int from, int at) {
    Stretch one = all.get(from);
    Stretch other = all.get(at);
    double first = all.get(from + 1).weight() - one.weight();
    return first > 0
        && Math.abs(other.weight() - all.get(at - 1).weight() - first) < 1e-9
        && Objects.equals(one.lasts(), other.lasts())
        && one.judgedBy().equals(other.judgedBy())
        && one.note().isEmpty()
        && other.note().isEmpty()
        && !one.approval()
        && !other.approval();
  }

  private static Stretch slope(List<Stretch> steps) {
    Stretch last = steps.getLast();
    Stretch slope = Stretch.of(last.weight(), "in " + steps.size() + " equal steps").growing();
    for (Stretch step : steps) {
      slope = slope.lasting(step.lasts());
    }
    return slope.judged(last.judgedBy());
  }
}
