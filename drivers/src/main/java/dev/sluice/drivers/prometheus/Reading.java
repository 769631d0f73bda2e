package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.prometheus.Counting.Exact;
import dev.sluice.drivers.prometheus.Counting.Term;
import dev.sluice.drivers.prometheus.Counting.Windowed;
import dev.sluice.drivers.prometheus.Questions.Asked;
import dev.sluice.drivers.prometheus.Timeline.State;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a server knows of both sides in a span of time, cut into intervals. Times are in
/// milliseconds since 1970. For one thread.
final class Reading {
  /// Time before a span that is read too, for the counters' values before.
  private static final long BEFORE = Timeline.GONE;

  private final Api api;
  private final Questions questions;
  private final long from;
  private final long to;
  private final long limit;
  private final Map<Selector, List<Counter>> counters = new HashMap<>();
  private final Map<Selector, List<Timeline>> timelines = new HashMap<>();
  private final Map<Windowed, Map<Long, Double>> windows = new HashMap<>();
  private final Scrapes scrapes;
  private final Presence presence;
  private final long step;

  /// @param from beginning of the first interval
  /// @param to the last interval ends here, or before
  /// @param limit the newest sample that may be read
  /// @param least shortest interval
  Reading(Api api, Questions questions, long from, long to, long limit, long least)
      throws PortException, InterruptedException {
    this.api = api;
    this.questions = questions;
    this.from = from;
    this.to = to;
    this.limit = limit;
    Map<Selector, List<Series>> series = new HashMap<>();
    List<Series> all = new ArrayList<>();
    for (Selector selector : questions.selectors()) {
      List<Series> found = api.samples(selector.text(), from - BEFORE, limit);
      series.put(selector, found);
      all.addAll(found);
    }
    scrapes = Scrapes.of(api, all, from - BEFORE, limit);
    for (Map.Entry<Selector, List<Series>> entry : series.entrySet()) {
      List<Series> found = entry.getValue();
      counters.put(
          entry.getKey(),
          found.stream().map(one -> new Counter(one, scrapes.of(one.place()))).toList());
      timelines.put(
          entry.getKey(), found.stream().map(Series::place).distinct().map(scrapes::of).toList());
    }
    presence = new Presence(api, limit, filled(series));
    step = step(least);
    read();
  }

  private static Set<Selector> filled(Map<Selector, List<Series>> series) {
    Set<Selector> filled = new HashSet<>(series.keySet());
    filled.removeIf(selector -> series.getOrDefault(selector, List.of()).isEmpty());
    return filled;
  }

  /// An interval is as long as a scrape takes to come, at least, and a window where there is one.
  private long step(long least) throws PortException {
    Long window = questions.window();
    if (window != null && window > 0) {
      return window;
    }
    long scrapes = (window == null ? 1 : 4) * this.scrapes.interval() * 95 / 100;
    return least * Math.max(1, (scrapes + least - 1) / least);
  }

  private void read() throws PortException, InterruptedException {
    long last = from + (to - from) / step * step;
    for (Side side : Side.values()) {
      for (Counting counting : questions.of(side).all()) {
        if (counting instanceof Windowed windowed && last > from) {
          Map<Long, Double> values = new HashMap<>();
          String text = windowed.text().replace(Parser.WINDOW, Span.text(step));
          for (Series series : api.range(text, from + step, last, step)) {
            series
                .samples()
                .forEach(sample -> values.merge(sample.at(), sample.value(), Double::sum));
          }
          windows.put(windowed, values);
        }
      }
    }
  }

  /// The intervals that are over and can be read by now.
  List<Observation> observations() throws PortException, InterruptedException {
    Cause without = presence.absent(questions);
    List<Observation> all = new ArrayList<>();
    for (long end = from + step; end <= to; end += step) {
      long begin = end - step;
      Cause cause = without == null ? cause(begin, end) : without;
      if (cause == null && isPending(begin, end)) {
        if (limit - end <= scrapes.gap()) {
          break;
        }
        cause = Cause.STALE;
      }
      all.add(cause == null ? counted(begin, end) : missing(end, cause));
    }
    return all;
  }

  private static Observation missing(long at, Cause cause) {
    return new Observation.Missing(Instant.ofEpochMilli(at), cause);
  }

  /// Why there is no telling what happened in an interval, or null.
  private @Nullable Cause cause(long begin, long end) {
    for (Timeline timeline : scrapes.all()) {
      if (timeline.state(begin, end, scrapes.newest()) == State.BLIND) {
        return Cause.STALE;
      }
    }
    for (List<Counter> found : counters.values()) {
      for (Counter counter : found) {
        if (counter.isStrange(begin, end, scrapes.gap())) {
          return Cause.NOT_A_NUMBER;
        }
      }
    }
    return end <= scrapes.first() ? Cause.NO_RESULT : null;
  }

  /// Whether something is still to come; or ever was to come, and did not.
  private boolean isPending(long begin, long end) {
    for (Timeline timeline : scrapes.all()) {
      if (timeline.state(begin, end, scrapes.newest()) == State.PENDING) {
        return true;
      }
    }
    return questions.of(Side.STABLE).total().selectors().stream()
        .flatMap(selector -> timelines.getOrDefault(selector, List.of()).stream())
        .noneMatch(timeline -> timeline.spans(begin, end));
  }

  private Observation counted(long begin, long end) {
    Tally stable = tally(Side.STABLE, begin, end);
    Tally canary = tally(Side.CANARY, begin, end);
    Cause cause = stable.cause() == null ? canary.cause() : stable.cause();
    return cause == null
        ? new Observation.Counted(Instant.ofEpochMilli(end), stable.counts(), canary.counts())
        : missing(end, cause);
  }

  private Tally tally(Side side, long begin, long end) {
    Asked asked = questions.of(side);
    return new Tally(count(asked.total(), begin, end), count(asked.bad(), begin, end));
  }

  private double count(Counting counting, long begin, long end) {
    return switch (counting) {
      case Exact exact -> {
        double sum = 0;
        for (Term term : exact.terms()) {
          for (Counter counter : counters.getOrDefault(term.selector(), List.of())) {
            long count = counter.between(begin, end);
            sum += term.minus() ? -count : count;
          }
        }
        yield sum;
      }
      case Windowed windowed -> {
        Map<Long, Double> values = requireNonNull(windows.get(windowed), "it was read");
        double value = values.getOrDefault(end, 0.0);
        yield windowed.rate() ? value * step / 1000 : value;
      }
    };
  }
}
