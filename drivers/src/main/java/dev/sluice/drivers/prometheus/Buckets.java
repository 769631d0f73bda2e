package dev.sluice.drivers.prometheus;

import dev.sluice.release.judge.Histogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The latency buckets of one side. Prometheus counts in each bucket all requests that took no
/// longer; here each request is in one bucket.
final class Buckets {
  private static final Pattern MILLISECONDS = Pattern.compile(".*_(milliseconds|ms)_bucket");

  /// Buckets of one target, of one path say.
  ///
  /// @param bounds in seconds, ascending
  private record Group(List<Double> bounds, List<Counter> counters) {}

  private final List<Group> groups = new ArrayList<>();

  Buckets(List<Counter> counters) {
    Map<Map<String, String>, TreeMap<Double, Counter>> sorted = new HashMap<>();
    for (Counter counter : counters) {
      double bound = bound(counter);
      // What took no time at all is in the first bucket above 0 as well.
      if (bound > 0) {
        sorted
            .computeIfAbsent(counter.without("le"), labels -> new TreeMap<>())
            .put(bound, counter);
      }
    }
    sorted
        .values()
        .forEach(group ->
            groups.add(new Group(List.copyOf(group.keySet()), List.copyOf(group.values()))));
  }

  private static double bound(Counter counter) {
    String text = counter.label("le");
    double unit = MILLISECONDS.matcher(counter.label("__name__")).matches() ? 1000 : 1;
    try {
      return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text) / unit;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /// The buckets in which requests were counted in a span of time, or those that there are when
  /// there were none; null when there are none, or not the same everywhere.
  @Nullable List<Double> bounds(long after, long until) {
    List<Double> bounds = groups.isEmpty() ? null : groups.getFirst().bounds();
    boolean moved = false;
    for (Group group : groups) {
      if (group.counters().getLast().between(after, until) > 0) {
        if (moved && !group.bounds().equals(bounds)) {
          return null;
        }
        bounds = group.bounds();
        moved = true;
      }
    }
    return bounds;
  }

  /// The requests of a span of time, in the buckets of [#bounds]; null when counts contradict each
  /// other.
  @Nullable Histogram histogram(List<Double> bounds, long after, long until) {
    long[] within = new long[bounds.size()];
    for (Group group : groups) {
      if (group.bounds().equals(bounds)) {
        for (int i = 0; i < within.length; i++) {
          within[i] += group.counters().get(i).between(after, until);
        }
      }
    }
    List<Long> counts = new ArrayList<>();
    long below = 0;
    for (long count : within) {
      // Whole steps of two counters are a request apart at most; for each group.
      if (count < below - groups.size() || bounds.getLast() < Double.POSITIVE_INFINITY) {
        return null;
      }
      counts.add(Math.max(0, count - below));
      below = Math.max(below, count);
    }
    return new Histogram(bounds, counts);
  }

  /// Nothing, in some buckets.
  static Histogram none(List<Double> bounds) {
    return new Histogram(bounds, Collections.nCopies(bounds.size(), 0L));
  }
}
