package dev.sluice.cli.judge;

import dev.sluice.release.judge.Observation;
import org.jspecify.annotations.Nullable;

/// What was recorded at one time: a line, or one for each key.
///
/// @param run name of the run that it belongs to
/// @param seconds its time
/// @param observation the same, for the judge
/// @param times how long it took, where errors and times are recorded together; or null
record Row(String run, double seconds, Observation observation, @Nullable Observation times) {
  Row(String run, double seconds, Observation observation) {
    this(run, seconds, observation, null);
  }

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
