package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A release in the store.
///
/// @param at when it was kept first
/// @param by who did
/// @param labels what they said of it; no part of its identity
public record KeptRelease(
    Release release, Instant at, String by, SortedMap<String, String> labels) {
  public KeptRelease {
    requireNonNull(release, "release");
    requireNonNull(at, "at");
    requireNonNull(by, "by");
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
