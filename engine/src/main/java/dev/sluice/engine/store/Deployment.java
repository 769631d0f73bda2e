package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.Release;
import java.time.Instant;

/// A release has all the traffic of its service in an environment. The store keeps the release too
/// where it doesn't yet.
///
/// @param verified whether its bake ended with data from every criterion, none of them worse; or
///   whether somebody named it as the first release there, which nothing could be compared with
public record Deployment(Release release, String environment, Instant at, boolean verified) {
  public Deployment {
    requireNonNull(release, "release");
    requireNonNull(environment, "environment");
    requireNonNull(at, "at");
  }
}
