package dev.sluice.drivers.splitter;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one release did in an interval.
///
/// @param requests those that it answered or should have
/// @param errors those of them that failed: a status of 500 or more, or none at all
/// @param latency requests by the time until the answer began, one count for each of [Buckets];
///   empty when nobody asked. A request without any answer is in none
/// @param keys the same by the value of a header, `…others` for those beyond the number that is
///   kept; empty when nobody asked
public record Tally(long requests, long errors, List<Long> latency, Map<String, Keyed> keys) {
  /// Nothing happened.
  public static final Tally NONE = new Tally(0, 0, List.of(), Map.of());

  public Tally {
    latency = List.copyOf(latency);
    keys = Collections.unmodifiableMap(new TreeMap<>(keys));
  }

  /// Counts of one key.
  public record Keyed(long requests, long errors) {}

  /// One interval of both releases that are compared.
  ///
  /// @param until its end, in seconds since 1970; it begins where the one before ends
  /// @param known whether it was counted
  public record Row(long until, Known known, Tally stable, Tally canary) {
    public Row {
      requireNonNull(known, "known");
      requireNonNull(stable, "stable");
      requireNonNull(canary, "canary");
    }
  }

  /// Whether an interval was counted.
  public enum Known {
    /// From its beginning to its end.
    COUNTED,

    /// Counting began within it.
    RESET,

    /// It lies before counting began, or too far back.
    NOT_COUNTED
  }
}
