package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

/// An action to perform outside. It is performed at least once, in the order of the numbers.
///
/// @param seq its number, greater than all before it of the same run
public record Outgoing(long seq, String json) {
  public Outgoing {
    requireNonNull(json, "json");
    if (seq < 1) {
      throw new IllegalArgumentException("expected a number from 1, but found " + seq);
    }
  }
}
