package dev.sluice.release.decision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A time as people read it: to the second, in UTC. Records keep the whole time.
public final class Moment {
  private Moment() {}

  /// Such as `2026-06-01T09:00:00Z`.
  public static String of(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
