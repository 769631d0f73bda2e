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
    return switch (observation) {
      case Observation.Counted counted -> counted.canary().requests() > 0;
      case Observation.Timed timed -> timed.canary().requests() > 0;
      case Observation.Keyed keyed ->
          keyed.keys().values().stream().anyMatch(sides -> sides.canary().requests() > 0);
      case Observation.Missing missing -> false;
    };
  }
}
