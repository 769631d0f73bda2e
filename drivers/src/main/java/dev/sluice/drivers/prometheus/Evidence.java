package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.prometheus.Counting.Exact;
import dev.sluice.drivers.prometheus.Counting.Term;
import dev.sluice.drivers.prometheus.Counting.Windowed;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a server has about both sides in a span of time. Times are in milliseconds since 1970.
final class Evidence {
  /// Time before a span that is read too, for the counters' values before.
  private static final long BEFORE = Timeline.GONE;

  private final Map<Selector, List<Counter>> counters = new HashMap<>();
  private final Map<Windowed, Map<Long, Double>> windows = new HashMap<>();
  private final Scrapes scrapes;
  private final long step;

  private Evidence(Map<Selector, List<Series>> series, Scrapes scrapes, long step) {
    this.scrapes = scrapes;
    this.step = step;
    series.forEach((selector, found) ->
        counters.put(
            selector,
            found.stream().map(one -> new Counter(one, scrapes.of(one.place()))).toList()));
  }

  /// @param from beginning of the first interval
  /// @param to the last interval ends here, or before
  /// @param limit the newest sample that may be read
  /// @param least shortest interval
  static Evidence of(Api api, Questions questions, long from, long to, long limit, long least)
      throws PortException, InterruptedException {
    Map<Selector, List<Series>> series = new HashMap<>();
    List<Series> all = new ArrayList<>();
    for (Selector selector : questions.selectors()) {
      List<Series> found = api.samples(selector.text(), from - BEFORE, limit);
      series.put(selector, found);
      all.addAll(found);
    }
    Scrapes scrapes = Scrapes.of(api, all, from - BEFORE, limit);
    Evidence evidence = new Evidence(series, scrapes, step(questions, scrapes.interval(), least));
    evidence.ask(api, questions, from, to);
    return evidence;
  }

  /// An interval is as long as a scrape takes to come, at least, and a window where there is one.
  private static long step(Questions questions, long interval, long least) {
    Long window = questions.window();
    if (window != null && window > 0) {
      return window;
    }
    long enough = (window == null ? 1 : 4) * interval * 95 / 100;
    return least * Math.max(1, (enough + least - 1) / least);
  }

  private void ask(Api api, Questions questions, long from, long to)
      throws PortException, InterruptedException {
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

  /// Length of an interval.
  long step() {
    return step;
  }

  Scrapes scrapes() {
    return scrapes;
  }

  /// The selectors that have series.
  Set<Selector> seen() {
    Set<Selector> seen = new HashSet<>();
    counters.forEach((selector, found) -> {
      if (!found.isEmpty()) {
        seen.add(selector);
      }
    });
    return seen;
  }

  /// Every counter that a query rests on.
  List<Counter> counters(Counting counting) {
    return counting.selectors().stream()
        .flatMap(selector -> counters.getOrDefault(selector, List.of()).stream())
        .toList();
  }

  /// Requests in the interval that ends at a time; no number when the server says so.
  double count(Counting counting, long end) {
    return switch (counting) {
      case Exact exact -> exact.terms().stream().mapToDouble(term -> count(term, end)).sum();
      case Windowed windowed -> {
        Map<Long, Double> values = requireNonNull(windows.get(windowed), "it was asked");
        double value = values.getOrDefault(end, 0.0);
        yield windowed.rate() ? value * step / 1000 : value;
      }
    };
  }

  private double count(Term term, long end) {
    long sum = 0;
    for (Counter counter : counters.getOrDefault(term.selector(), List.of())) {
      sum += counter.between(end - step, end);
    }
    return term.minus() ? -sum : sum;
  }

  /// The same for each value of a label.
  Map<String, Long> counts(Counting counting, String label, long end) {
    Map<String, Long> counts = new HashMap<>();
    if (counting instanceof Exact exact) {
      for (Term term : exact.terms()) {
        for (Counter counter : counters.getOrDefault(term.selector(), List.of())) {
          long count = counter.between(end - step, end);
          counts.merge(counter.label(label), term.minus() ? -count : count, Long::sum);
        }
      }
    }
    return counts;
  }
}
