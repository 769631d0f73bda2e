package dev.sluice.drivers.splitter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts of several seconds, put together.
final class Sum {
  private final boolean latencies;
  private final long[] latency = new long[Buckets.COUNT];
  private final Map<String, Tally.Keyed> keys = new TreeMap<>();
  private long requests;
  private long errors;

  Sum(boolean latencies) {
    this.latencies = latencies;
  }

  void add(int more, int failed, int @Nullable [] buckets, @Nullable Map<String, int[]> byKey) {
    requests += more;
    errors += failed;
    if (latencies && buckets != null) {
      for (int i = 0; i < latency.length; i++) {
        latency[i] += buckets[i];
      }
    }
    if (byKey != null) {
      byKey.forEach((key, counts) ->
          keys.merge(
              key,
              new Tally.Keyed(counts[0], counts[1]),
              (a, b) -> new Tally.Keyed(a.requests() + b.requests(), a.errors() + b.errors())));
    }
  }

  /// @param byKey the same, counted by a key
  Tally tally(Sum byKey) {
    List<Long> buckets = new ArrayList<>();
    if (latencies) {
      for (long count : latency) {
        buckets.add(count);
      }
    }
    return new Tally(requests, errors, buckets, byKey.keys);
  }
}
