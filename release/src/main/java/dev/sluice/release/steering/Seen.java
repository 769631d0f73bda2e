package dev.sluice.release.steering;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a target was seen to be at one time: never what it was asked to be.
///
/// @param at when it was looked at
/// @param generation the newest order of which this holds: it and every order before it have taken
///   effect, or never will any more. A driver that cannot say that has not done its work: what is
///   safe to do next rests on it.
/// @param mirror share of the requests of which the canary gets a copy, in percent
/// @param exposed requests that the canary has answered since the rollout began, as its source
///   counts them; null when that is not known
public record Seen(
    Instant at, long generation, Fleet stable, Fleet canary, int mirror, @Nullable Long exposed) {
  public Seen {
    requireNonNull(at, "at");
    requireNonNull(stable, "stable");
    requireNonNull(canary, "canary");
    if (mirror < 0 || mirror > 100) {
      throw new IllegalArgumentException("expected a percentage, but found " + mirror);
    }
  }

  /// The instances of one side.
  public Fleet of(Side side) {
    return switch (side) {
      case STABLE -> stable;
      case CANARY -> canary;
    };
  }
}
