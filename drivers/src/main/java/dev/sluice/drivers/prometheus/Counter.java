package dev.sluice.drivers.prometheus;

import dev.sluice.drivers.prometheus.Series.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far one counter went up. Between two scrapes it is taken to go up evenly, and only whole
/// steps are counted, so that what is added up over intervals is exactly what the counter says. A
/// counter that went back began anew at 0, and so did one that appeared on a target that had been
/// scraped without it. What a target had counted when it was first seen is not known to be new, and
/// is left out.
final class Counter {
  /// @param base value from which it went up
  /// @param before how far it had gone up in all steps before
  private record Step(long from, long to, double base, double delta, long before) {
    long until(long at) {
      if (at <= from) {
        return before;
      }
      double share = at >= to ? 1 : (double) (at - from) / (to - from);
      return before + (long) (Math.floor(base + delta * share) - Math.floor(base));
    }
  }

  private final Map<String, String> labels;
  private final Timeline timeline;
  private final List<Step> steps = new ArrayList<>();
  private final List<Long> strange = new ArrayList<>();

  Counter(Series series, Timeline timeline) {
    labels = series.labels();
    this.timeline = timeline;
    Double before = null;
    for (Sample sample : series.samples()) {
      if (!Double.isFinite(sample.value()) || sample.value() < 0) {
        strange.add(sample.at());
        continue;
      }
      add(sample, before, timeline.before(sample.at()));
      before = sample.value();
    }
  }

  private void add(Sample sample, @Nullable Double before, long scraped) {
    if (scraped >= 0) {
      double base = before == null || sample.value() < before ? 0 : before;
      if (sample.value() > base) {
        long sum = steps.isEmpty() ? 0 : steps.getLast().until(Long.MAX_VALUE);
        steps.add(new Step(scraped, sample.at(), base, sample.value() - base, sum));
      }
    }
  }

  String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /// Its labels but one.
  Map<String, String> without(String name) {
    Map<String, String> others = new TreeMap<>(labels);
    others.remove(name);
    return others;
  }

  /// When its target was scraped.
  Timeline timeline() {
    return timeline;
  }

  /// How far it went up.
  long between(long after, long until) {
    return until(until) - until(after);
  }

  private long until(long at) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).from() < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : steps.get(low - 1).until(at);
  }

  /// Whether it was no number for a time that matters.
  ///
  /// @param gap time around a sample that it speaks for
  boolean isStrange(long after, long until, long gap) {
    return strange.stream().anyMatch(at -> at > after - gap && at < until + gap);
  }
}
