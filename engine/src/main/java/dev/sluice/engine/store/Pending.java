package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An action that has not been performed yet, as far as is known.
///
/// @param attempts how often it was tried and failed
/// @param why why it failed the last time, or null before the first
/// @param next when to try again, or null before the first
public record Pending(Outgoing action, int attempts, @Nullable String why, @Nullable Instant next) {
  public Pending {
    requireNonNull(action, "action");
  }
}
