package dev.sluice.release.judge;

import dev.sluice.release.judge.Observation.Sides;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much fails.
final class Failing implements Subject {
  private final Comparison comparison;
  private Both tick = Both.NOTHING;
  private Both judged = Both.NOTHING;
  private double stableErrors;
  private double canaryErrors;
  private @Nullable Keys stableKeys;
  private @Nullable Keys canaryKeys;

  Failing(Terms terms, Noise noise) {
    comparison = new Comparison(noise, Limit.failures(terms), 0.5);
  }

  private Failing(Failing other) {
    comparison = other.comparison.copy();
    tick = other.tick;
    judged = other.judged;
    stableErrors = other.stableErrors;
    canaryErrors = other.canaryErrors;
    Keys stable = other.stableKeys;
    stableKeys = stable == null ? null : stable.copy();
    Keys canary = other.canaryKeys;
    canaryKeys = canary == null ? null : canary.copy();
  }

  @Override
  public boolean fits(Observation observation) {
    return !(observation instanceof Observation.Timed);
  }

  @Override
  public void gather(double seconds, Observation observation) {
    Both both = both(observation);
    tick = tick.plus(both);
    if (observation instanceof Observation.Keyed keyed) {
      Keys stable = stableKeys == null ? new Keys() : stableKeys;
      Keys canary = canaryKeys == null ? new Keys() : canaryKeys;
      stableErrors += stable.count(seconds, keyed.keys(), Sides::stable);
      canaryErrors += canary.count(seconds, keyed.keys(), Sides::canary);
      stableKeys = stable;
      canaryKeys = canary;
    } else {
      stableErrors += both.stable().errors();
      canaryErrors += both.canary().errors();
    }
  }

  /// What both sides did, over all keys.
  static Both both(Observation observation) {
    if (observation instanceof Observation.Counted counted) {
      return new Both(counted.stable(), counted.canary());
    }
    Both both = Both.NOTHING;
    if (observation instanceof Observation.Keyed keyed) {
      for (Sides sides : keyed.keys().values()) {
        both = both.plus(new Both(sides.stable(), sides.canary()));
      }
    }
    return both;
  }

  @Override
  public void compare(double seconds, Comparison.Phase phase, boolean usable) {
    Sample stable = new Sample.Failures(tick.stable().requests(), stableErrors);
    Sample canary = new Sample.Failures(tick.canary().requests(), canaryErrors);
    if (comparison.observe(seconds, stable, canary, phase, usable)) {
      judged = judged.plus(tick);
    }
    tick = Both.NOTHING;
    stableErrors = 0;
    canaryErrors = 0;
  }

  @Override
  public boolean empty() {
    return comparison.baseline().empty();
  }

  @Override
  public List<Comparison> comparisons() {
    return List.of(comparison);
  }

  @Override
  public Seen seen() {
    Keys keys = canaryKeys;
    return new Seen.Failures(
        judged.canary(),
        judged.stable(),
        comparison.reference(),
        keys == null ? null : keys.dominant());
  }

  @Override
  public Subject copy() {
    return new Failing(this);
  }
}
