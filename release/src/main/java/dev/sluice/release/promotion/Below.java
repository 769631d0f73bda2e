package dev.sluice.release.promotion;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// What is known of a release in an environment below.
///
/// @param since since when it has been verified without a failure; without meaning after one
/// @param at when it was verified last
/// @param passed whether that went well
public record Below(String environment, Instant since, Instant at, boolean passed, String why) {
  public Below {
    requireNonNull(environment, "environment");
    requireNonNull(since, "since");
    requireNonNull(at, "at");
    requireNonNull(why, "why");
  }
}
