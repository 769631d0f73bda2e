package dev.sluice.release.port;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;

/// Two releases of one service in one environment, and which of them is which. A target knows
/// releases by their identity; who is stable and who is canary is different in the next rollout.
public record Pair(String service, String environment, Release stable, Release canary) {
  public Pair {
    requireNonNull(service, "service");
    requireNonNull(environment, "environment");
    requireNonNull(stable, "stable");
    requireNonNull(canary, "canary");
  }

  /// The release of one side.
  public Release of(Side side) {
    return switch (side) {
      case STABLE -> stable;
      case CANARY -> canary;
    };
  }
}
