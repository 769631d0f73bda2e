package dev.sluice.drivers.argo;

import dev.sluice.release.port.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The steps of a Rollout that sluice can steer: every weight is followed by a pause without end,
/// so that nothing moves by itself; and before the first weight all instances of the canary are up,
/// so that no step has to wait for them.
///
/// @param weights the weights in their order, in percent
record Steps(List<Integer> weights, List<Step> all) {
  private static final String FORM =
      "setCanaryScale: {weight: 100}, pause: {}, then for each weight setWeight: n, pause: {}";

  /// One step, as far as it matters here.
  sealed interface Step {
    /// A share of the traffic.
    record Weight(int percent) implements Step {}

    /// Waits until somebody promotes.
    record Pause() implements Step {}

    /// All instances of the canary.
    record Scale() implements Step {}
  }

  Steps {
    weights = List.copyOf(weights);
    all = List.copyOf(all);
  }

  /// Reads the steps of a Rollout.
  ///
  /// @param replicas instances that the Rollout has
  /// @throws PortException when they have another form
  static Steps parse(String rollout, List<?> steps, int replicas) throws PortException {
    List<Step> all = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    for (Object step : steps) {
      Step read = step instanceof Map<?, ?> map ? step(map, replicas) : null;
      if (read == null || !fits(all, read)) {
        throw PortException.terminal(
            "%s: its steps have to be %s, but step %d is %s"
                .formatted(rollout, FORM, all.size() + 1, step));
      }
      all.add(read);
      if (read instanceof Step.Weight w) {
        weights.add(w.percent());
      }
    }
    if (all.size() < 2 || (all.getLast() instanceof Step.Weight w && w.percent() < 100)) {
      throw PortException.terminal(
          "%s: its steps have to be %s, but they end with step %d"
              .formatted(rollout, FORM, all.size()));
    }
    return new Steps(weights, all);
  }

  private static @Nullable Step step(Map<?, ?> step, int replicas) {
    if (step.size() != 1) {
      return null;
    }
    if (step.get("setWeight") instanceof Number n) {
      return new Step.Weight(n.intValue());
    }
    if (step.get("pause") instanceof Map<?, ?> pause && pause.isEmpty()) {
      return new Step.Pause();
    }
    return step.get("setCanaryScale") instanceof Map<?, ?> scale && isWhole(scale, replicas)
        ? new Step.Scale()
        : null;
  }

  private static boolean isWhole(Map<?, ?> scale, int replicas) {
    return (scale.get("weight") instanceof Number w && w.intValue() >= 100)
        || (scale.get("replicas") instanceof Number r && r.intValue() >= replicas);
  }

  /// Scale, pause, and then weight and pause by turns; 100 % at the end needs no pause.
  private static boolean fits(List<Step> before, Step step) {
    return switch (step) {
      case Step.Scale s -> before.isEmpty();
      case Step.Pause p -> !before.isEmpty() && !(before.getLast() instanceof Step.Pause);
      case Step.Weight w -> before.size() >= 2 && before.getLast() instanceof Step.Pause;
    };
  }

  /// The weight to which a promotion leads from a pause: that of the next step, or 100 after the
  /// last.
  int after(int index) {
    return index + 1 < all.size() && all.get(index + 1) instanceof Step.Weight w
        ? w.percent()
        : 100;
  }

  /// Whether these are the weights of a plan, which always ends at 100.
  boolean are(List<Integer> plan) {
    return inner(plan).equals(inner(weights));
  }

  private static List<Integer> inner(List<Integer> weights) {
    return weights.stream().filter(w -> w > 0 && w < 100).toList();
  }
}
