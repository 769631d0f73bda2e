package dev.sluice.drivers.balance;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.ReleaseId;

/// A release that gets copies of requests, whose answers nobody sees.
///
/// @param percent the share of the requests that are copied
public record Mirror(ReleaseId release, int percent) {
  /// @throws IllegalArgumentException unless the share is between 1 and 100
  public Mirror {
    requireNonNull(release, "release");
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("expected 1 to 100 percent, but found " + percent);
    }
  }
}
