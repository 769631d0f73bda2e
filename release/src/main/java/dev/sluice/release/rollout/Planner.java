package dev.sluice.release.rollout;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.steering.Side;
import dev.sluice.release.steering.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes plans from what a delivery declares.
public final class Planner {
  private final Target sizes;
  private final int capacity;
  private final Cd.OnOutsideChange onOutsideChange;
  private final List<Step> steps = new ArrayList<>();
  private final List<Criterion> criteria = new ArrayList<>();

  private Planner(int capacity, Cd.OnOutsideChange onOutsideChange) {
    this.capacity = capacity;
    this.onOutsideChange = onOutsideChange;
    this.sizes = Target.fresh(capacity, 0, 0);
  }

  /// The plan of a strategy. What a delivery leaves out is as in [Limits#DEFAULT]; a blue/green
  /// switch waits for a person unless it is declared to happen by itself.
  ///
  /// @param capacity instances that the whole traffic needs
  /// @param onOutsideChange what is done when somebody else changes the target
  /// @throws IllegalArgumentException when the strategy names none of canary, blueGreen, rolling
  ///   and bigBang
  public static Plan plan(Cd.Strategy strategy, int capacity, Cd.OnOutsideChange onOutsideChange) {
    Planner planner = new Planner(capacity, onOutsideChange);
    Cd.Shadow shadow = strategy.shadow();
    if (shadow != null) {
      planner.shadow(shadow);
    }
    Cd.Canary canary = strategy.canary();
    if (canary != null) {
      return planner.canary(canary);
    }
    Cd.BlueGreen blueGreen = strategy.blueGreen();
    if (blueGreen != null) {
      return planner.blueGreen(blueGreen);
    }
    Cd.Rolling rolling = strategy.rolling();
    if (rolling != null) {
      return planner.rolling(rolling);
    }
    if (strategy.bigBang() != null) {
      return planner.bigBang();
    }
    throw new IllegalArgumentException("expected canary, blueGreen, rolling or bigBang");
  }

  private void shadow(Cd.Shadow shadow) {
    int share = Objects.requireNonNullElse(shadow.share(), 100);
    judge(shadow.analysis(), Criterion.Scope.MIRRORED);
    if (share > 0) {
      canaryInstances(sizes.needed(share));
      steps.add(new Step.SetMirror(share));
      steps.add(new Step.Pause(Objects.requireNonNullElse(shadow.duration(), Duration.ZERO)));
      steps.add(new Step.SetMirror(0));
    }
  }

  private Plan canary(Cd.Canary canary) {
    judge(canary.analysis(), Criterion.Scope.SERVED);
    int weight = 0;
    for (Cd.Step step : canary.steps()) {
      Integer next = step.setWeight();
      if (next != null) {
        weight = next;
        weight(next);
      }
      pause(step.pause());
      String analysis = step.analysis();
      if (analysis != null) {
        steps.add(new Step.Analysis(List.of(analysis)));
      }
    }
    if (weight < 100) {
      weight(100);
    }
    Limits limits = limits(canary.maxExposedRequests(), canary.progressDeadline(), canary.warmUp());
    return end(Plan.Strategy.CANARY, 0, canary.bake(), Duration.ZERO, limits);
  }

  private void pause(Cd.@Nullable Pause pause) {
    if (pause == null) {
      return;
    }
    Duration duration = pause.duration();
    if (duration != null) {
      steps.add(new Step.Pause(duration));
    }
    if (Boolean.TRUE.equals(pause.approval()) || duration == null) {
      steps.add(new Step.AwaitApproval());
    }
  }

  private Plan blueGreen(Cd.BlueGreen blueGreen) {
    judge(blueGreen.analysis(), Criterion.Scope.SERVED);
    canaryInstances(capacity);
    if (!Boolean.TRUE.equals(blueGreen.autoPromotion())) {
      steps.add(new Step.AwaitApproval());
    }
    weight(100);
    Duration keep = Objects.requireNonNullElse(blueGreen.scaleDownDelay(), Duration.ZERO);
    return end(
        Plan.Strategy.BLUE_GREEN,
        0,
        blueGreen.bake(),
        keep,
        limits(blueGreen.maxExposedRequests(), null, null));
  }

  /// Old instances go as new ones come: at most `maxSurge` more than are needed, at most
  /// `maxUnavailable` fewer. As in Kubernetes, a percentage of the first is rounded up and of the
  /// second down, and when both are 0 one may be missing. Two things come before the limits: a
  /// batch is a percent of the traffic or more, since a smaller share cannot be given; and the last
  /// old instance stays until nothing is sent to it.
  private Plan rolling(Cd.Rolling rolling) {
    judge(rolling.analysis(), Criterion.Scope.SERVED);
    int surge = instances(Objects.requireNonNullElse(rolling.maxSurge(), "25%"), true);
    int spare = instances(Objects.requireNonNullElse(rolling.maxUnavailable(), "25%"), false);
    if (surge == 0 && spare == 0) {
      spare = 1;
    }
    spare = Math.min(spare, capacity);
    if (surge == 0 && spare == capacity) {
      surge = 1;
      spare = capacity - 1;
    }
    surge = Math.max(surge, Math.ceilDiv(capacity, 100) - spare);
    int batch = surge + spare;
    for (int done = 0; done < capacity; ) {
      int next = Math.min(capacity, done + batch);
      if (surge < next - done) {
        steps.add(new Step.Scale(Side.STABLE, Math.max(1, capacity + surge - next)));
      }
      weightOf(next);
      done = next;
      if (done < capacity) {
        steps.add(new Step.Scale(Side.STABLE, capacity - done));
      }
    }
    return end(
        Plan.Strategy.ROLLING, spare, rolling.bake(), Duration.ZERO, limits(null, null, null));
  }

  private int instances(String text, boolean up) {
    String number = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
    int value = Integer.parseInt(number.strip());
    if (!text.endsWith("%")) {
      return value;
    }
    return up ? Math.ceilDiv(value * capacity, 100) : value * capacity / 100;
  }

  private void weightOf(int instances) {
    canaryInstances(instances);
    steps.add(new Step.SetWeight(100 * instances / capacity));
  }

  private Plan bigBang() {
    weight(100);
    return end(Plan.Strategy.BIG_BANG, 0, null, Duration.ZERO, limits(null, null, null));
  }

  private void weight(int percent) {
    canaryInstances(sizes.needed(percent));
    steps.add(new Step.SetWeight(percent));
  }

  private void canaryInstances(int replicas) {
    if (replicas > 0) {
      steps.add(new Step.Scale(Side.CANARY, replicas));
    }
  }

  private Plan end(
      Plan.Strategy strategy, int spare, @Nullable Duration bake, Duration keep, Limits limits) {
    steps.add(new Step.Bake(Objects.requireNonNullElse(bake, Duration.ZERO)));
    if (keep.isPositive()) {
      steps.add(new Step.Keep(keep));
    }
    steps.add(new Step.Scale(Side.STABLE, 0));
    return new Plan(strategy, capacity, spare, steps, criteria, limits);
  }

  private void judge(List<Cd.Analysis> analyses, Criterion.Scope scope) {
    for (Cd.Analysis a : analyses) {
      Cd.OnNoData onNoData = Objects.requireNonNullElse(a.onNoData(), Cd.OnNoData.HOLD);
      criteria.add(new Criterion(a.name(), scope, onNoData));
    }
  }

  private Limits limits(
      @Nullable Integer exposed, @Nullable Duration deadline, @Nullable Duration warmUp) {
    Limits d = Limits.DEFAULT;
    return new Limits(
        exposed == null ? null : Long.valueOf(exposed),
        Objects.requireNonNullElse(deadline, d.progressDeadline()),
        Objects.requireNonNullElse(warmUp, d.warmUp()),
        d.staleAfter(),
        d.retryAfter(),
        onOutsideChange);
  }
}
