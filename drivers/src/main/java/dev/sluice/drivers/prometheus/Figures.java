package dev.sluice.drivers.prometheus;

import dev.sluice.drivers.prometheus.Asked.Errors;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.judge.Observation.Sides;
import dev.sluice.release.steering.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What both sides did in one interval, from counters that were read completely.
final class Figures {
  /// Keys that are told apart; the smallest of more are put together.
  private static final int KEYS = 1000;

  private static final String OTHERS = "…others";

  private final Questions questions;
  private final Evidence evidence;
  private final Buckets stable;
  private final Buckets canary;

  Figures(Questions questions, Evidence evidence) {
    this.questions = questions;
    this.evidence = evidence;
    stable = buckets(Side.STABLE);
    canary = buckets(Side.CANARY);
  }

  private Buckets buckets(Side side) {
    return switch (questions.of(side)) {
      case Asked.Latency latency -> new Buckets(evidence.counters(latency.buckets()));
      case Errors errors -> new Buckets(List.of());
    };
  }

  static Observation missing(long at, Cause cause) {
    return new Observation.Missing(Instant.ofEpochMilli(at), cause);
  }

  /// @param end of the interval, in milliseconds since 1970
  Observation of(long end) {
    Asked left = questions.of(Side.STABLE);
    Asked right = questions.of(Side.CANARY);
    if (!(left instanceof Errors one) || !(right instanceof Errors two)) {
      return timed(end);
    }
    Tally before = tally(one, end);
    Tally now = tally(two, end);
    Cause cause = before.cause() == null ? now.cause() : before.cause();
    if (cause != null) {
      return missing(end, cause);
    }
    String by = questions.by();
    return by == null
        ? new Observation.Counted(Instant.ofEpochMilli(end), before.counts(), now.counts())
        : keyed(by, one, two, end);
  }

  private Tally tally(Errors asked, long end) {
    return new Tally(evidence.count(asked.total(), end), evidence.count(asked.bad(), end));
  }

  private Observation keyed(String by, Errors stableAsked, Errors canaryAsked, long end) {
    Map<String, Counts> before = counts(by, stableAsked, end);
    Map<String, Counts> now = counts(by, canaryAsked, end);
    if (before == null || now == null) {
      return missing(end, Cause.RESET);
    }
    Set<String> keys = new HashSet<>(before.keySet());
    keys.addAll(now.keySet());
    List<Map.Entry<String, Sides>> all = new ArrayList<>();
    for (String key : keys) {
      all.add(
          Map.entry(
              key,
              new Sides(
                  before.getOrDefault(key, Counts.NONE), now.getOrDefault(key, Counts.NONE))));
    }
    all.sort(
        Comparator.comparingLong((Map.Entry<String, Sides> one) -> -requests(one.getValue()))
            .thenComparing(Map.Entry::getKey));
    Map<String, Sides> kept = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      kept.merge(i < KEYS ? all.get(i).getKey() : OTHERS, all.get(i).getValue(), Figures::sum);
    }
    return new Observation.Keyed(Instant.ofEpochMilli(end), kept);
  }

  private static long requests(Sides sides) {
    return sides.stable().requests() + sides.canary().requests();
  }

  private static Sides sum(Sides one, Sides other) {
    return new Sides(sum(one.stable(), other.stable()), sum(one.canary(), other.canary()));
  }

  private static Counts sum(Counts one, Counts other) {
    return new Counts(one.requests() + other.requests(), one.errors() + other.errors());
  }

  /// Null when a key has fewer requests than failed.
  private @Nullable Map<String, Counts> counts(String by, Errors asked, long end) {
    Map<String, Long> total = evidence.counts(asked.total(), by, end);
    Map<String, Long> bad = evidence.counts(asked.bad(), by, end);
    Map<String, Counts> counts = new HashMap<>();
    Set<String> keys = new HashSet<>(total.keySet());
    keys.addAll(bad.keySet());
    for (String key : keys) {
      Tally tally = new Tally(total.getOrDefault(key, 0L), bad.getOrDefault(key, 0L));
      if (tally.cause() != null) {
        return null;
      }
      if (tally.counts().requests() > 0) {
        counts.put(key, tally.counts());
      }
    }
    return counts;
  }

  private Observation timed(long end) {
    long begin = end - evidence.step();
    List<Double> left = stable.bounds(begin, end);
    List<Double> right = canary.bounds(begin, end);
    boolean none = evidence.counters(questions.of(Side.CANARY).requests()).isEmpty();
    if (left == null || !(none || left.equals(right))) {
      return missing(end, Cause.BUCKETS);
    }
    Histogram before = stable.histogram(left, begin, end);
    Histogram now = none ? Buckets.none(left) : canary.histogram(left, begin, end);
    return before == null || now == null
        ? missing(end, Cause.BUCKETS)
        : new Observation.Timed(Instant.ofEpochMilli(end), before, now);
  }
}
