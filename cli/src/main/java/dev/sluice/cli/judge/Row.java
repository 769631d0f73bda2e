package dev.sluice.cli.judge;

import dev.sluice.release.judge.Observation;

/// One row of recorded traffic.
///
/// @param run name of the run that it belongs to
/// @param seconds its time
/// @param observation the same, for the judge
record Row(String run, double seconds, Observation observation) {
  /// Whether the canary had requests.
  boolean canary() {
    return observation instanceof Observation.Counted counted && counted.canary().requests() > 0;
  }
}
