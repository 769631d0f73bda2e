package dev.sluice.drivers.prometheus;

import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation.Cause;
import org.jspecify.annotations.Nullable;

/// What one side did in an interval, as it was worked out.
record Tally(double requests, double errors) {

  /// Why it is no count, or null.
  @Nullable Cause cause() {
    if (!Double.isFinite(requests) || !Double.isFinite(errors)) {
      return Cause.NOT_A_NUMBER;
    }
    // What a server extrapolates is a little off on either side; a difference beyond that is real.
    boolean contradicts = errors > requests + 2 + requests / 100;
    return contradicts || requests < 0 || errors < 0 ? Cause.RESET : null;
  }

  /// The same in whole requests.
  Counts counts() {
    long failed = Math.round(errors);
    return new Counts(Math.max(failed, Math.round(requests)), failed);
  }
}
