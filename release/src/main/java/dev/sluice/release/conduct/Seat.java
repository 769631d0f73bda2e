package dev.sluice.release.conduct;

import dev.sluice.release.judge.Observation;

/// An observation as a judge is to see it, and what stands beside the canary after it.
record Seat(Observation observation, Beside beside) {
  /// @param alone whether the canary has all the traffic, so that the stable side can't be counted
  static Seat of(Observation seen, Beside beside, boolean alone) {
    if (!(seen instanceof Observation.Counted c)) {
      return new Seat(seen, beside);
    }
    if (!alone || c.stable().requests() > 0 || c.canary().requests() == 0) {
      return new Seat(seen, beside.counted(c.stable()));
    }
    Beside filled = beside.filled(c.canary());
    return new Seat(new Observation.Counted(c.at(), filled.since(beside), c.canary()), filled);
  }
}
