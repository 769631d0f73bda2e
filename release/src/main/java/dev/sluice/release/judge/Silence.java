package dev.sluice.release.judge;

import dev.sluice.release.judge.Observation.Cause;
import org.jspecify.annotations.Nullable;

/// Whether a side that had requests has none any more, for longer than chance would leave it
/// without.
final class Silence {
  /// Requests that would have come: with so many expected, none come once in a million times.
  private static final double EXPECTED = 14;

  private static final double SHORTEST = 15;

  private double seconds;
  private double stableRequests;
  private double canarySeconds;
  private double canaryRequests;
  private double stableSilent;
  private double canarySilent;

  Silence() {}

  Silence copy() {
    Silence copy = new Silence();
    copy.seconds = seconds;
    copy.stableRequests = stableRequests;
    copy.canarySeconds = canarySeconds;
    copy.canaryRequests = canaryRequests;
    copy.stableSilent = stableSilent;
    copy.canarySilent = canarySilent;
    return copy;
  }

  void observe(double time, Counts stable, Counts canary, boolean began) {
    stableSilent = stable.requests() > 0 ? 0 : stableSilent + time;
    if (stableSilent == 0) {
      seconds += time;
      stableRequests += stable.requests();
    }
    canarySilent = canary.requests() > 0 || !began ? 0 : canarySilent + time;
    if (canarySilent == 0 && began) {
      canarySeconds += time;
      canaryRequests += canary.requests();
    }
  }

  /// Which side is silent, or null.
  @Nullable Cause cause() {
    boolean noStable = silent(stableSilent, stableRequests, seconds);
    boolean noCanary = silent(canarySilent, canaryRequests, canarySeconds);
    if (noStable && noCanary) {
      return Cause.NO_REQUESTS;
    }
    if (noStable) {
      return Cause.NO_STABLE;
    }
    return noCanary ? Cause.NO_CANARY : null;
  }

  private static boolean silent(double silent, double requests, double time) {
    return silent >= SHORTEST && time > 0 && requests / time * silent >= EXPECTED;
  }
}
