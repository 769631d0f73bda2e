package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// One line of what a run keeps for ever: an input of its machine, or a decision.
///
/// @param seq its number, greater than all before it of the same run
/// @param at when the machine was given it, or made it
public record Entry(long seq, Instant at, String json) {
  public Entry {
    requireNonNull(at, "at");
    requireNonNull(json, "json");
    if (seq < 1) {
      throw new IllegalArgumentException("expected a number from 1, but found " + seq);
    }
  }
}
