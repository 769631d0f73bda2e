package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// What somebody sent to a run.
///
/// @param seq its number among those of the run, from 1
public record Message(long seq, Instant at, String by, String json) {
  public Message {
    requireNonNull(at, "at");
    requireNonNull(by, "by");
    requireNonNull(json, "json");
  }
}
