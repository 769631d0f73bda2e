package dev.sluice.drivers.prometheus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// When one target was scraped. Times are in milliseconds since 1970. Written by one thread, then
/// only read.
final class Timeline {
  /// Time after which a target that does not answer counts no more: as long as Prometheus shows an
  /// old sample.
  static final long GONE = 300_000;

  private static final long USUAL = 15_000;
  private static final long SLACK = 5_000;

  /// What is known of a span of time.
  enum State {
    /// All that there was.
    WHOLE,
    /// Not yet all of it.
    PENDING,
    /// It was not scraped.
    BLIND
  }

  private final TreeSet<Long> answered = new TreeSet<>();
  private final TreeSet<Long> failed = new TreeSet<>();
  private long interval = -1;

  void add(long at, boolean answer) {
    interval = -1;
    (answer ? answered : failed).add(at);
  }

  /// Usual time between two scrapes, or 0 when that is not known.
  long interval() {
    if (interval < 0) {
      interval = median();
    }
    return interval;
  }

  private long median() {
    TreeSet<Long> all = new TreeSet<>(answered);
    all.addAll(failed);
    List<Long> gaps = new ArrayList<>();
    Long before = null;
    for (Long at : all) {
      if (before != null) {
        gaps.add(at - before);
      }
      before = at;
    }
    Collections.sort(gaps);
    return gaps.isEmpty() ? 0 : gaps.get(gaps.size() / 2);
  }

  /// Time without a scrape after which one is missing.
  long gap() {
    long usual = interval() == 0 ? USUAL : interval();
    return Math.max(usual * 5 / 2, usual + SLACK);
  }

  /// The newest scrape, whether it was answered or not; 0 without any.
  long newest() {
    return Math.max(answered.isEmpty() ? 0 : answered.last(), failed.isEmpty() ? 0 : failed.last());
  }

  /// The first scrape that was answered; the end of time without any.
  long first() {
    return answered.isEmpty() ? Long.MAX_VALUE : answered.first();
  }

  /// The scrape before one that was answered, or -1 when there is none, or none is known that is
  /// near enough to say what happened since.
  long before(long at) {
    Long before = answered.lower(at);
    return before == null || broken(before, at) ? -1 : before;
  }

  private boolean broken(long from, long to) {
    return to - from > gap() || !failed.subSet(from, true, to, true).isEmpty();
  }

  /// Whether it was scraped without a break.
  boolean spans(long after, long until) {
    Long at = answered.floor(after);
    while (at != null && at < until) {
      Long next = answered.higher(at);
      at = next == null || broken(at, next) ? null : next;
    }
    return at != null;
  }

  /// What is known of a span of time.
  ///
  /// @param newest when anything was scraped last
  State state(long after, long until, long newest) {
    Long at = answered.floor(after);
    if (at == null) {
      at = answered.higher(after);
    }
    while (at != null && at < until) {
      Long next = answered.higher(at);
      if (next == null) {
        return last(at, after, newest);
      }
      if (broken(at, next) && Math.min(next, at + GONE) > after) {
        return State.BLIND;
      }
      at = next;
    }
    return State.WHOLE;
  }

  private State last(long at, long after, long newest) {
    boolean gone = newest - newest() > gap();
    if (failed.higher(at) != null) {
      // A target that ends fails for a moment before it is taken off the list.
      long end = gone ? newest() : Long.MAX_VALUE;
      return Math.min(end, at + GONE) > after ? State.BLIND : State.WHOLE;
    }
    return gone ? State.WHOLE : State.PENDING;
  }
}
