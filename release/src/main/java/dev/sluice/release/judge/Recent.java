package dev.sluice.release.judge;

import java.util.ArrayList;
import java.util.List;

/// The last requests of one side, enough of them to know their median: those of one tick, and where
/// these are few, as many as are missing of those before.
final class Recent {
  private static final long ENOUGH = 60;

  private Histogram times;

  Recent(Histogram times) {
    this.times = times;
  }

  Recent copy() {
    return new Recent(times);
  }

  void observe(Histogram tick) {
    long missing = ENOUGH - tick.requests();
    long before = times.requests();
    if (missing <= 0) {
      times = tick;
    } else if (missing >= before) {
      times = times.plus(tick);
    } else {
      times = thinned(times, (double) missing / before).plus(tick);
    }
  }

  private static Histogram thinned(Histogram times, double keep) {
    List<Long> counts = new ArrayList<>();
    double carried = 0;
    for (long count : times.counts()) {
      double kept = count * keep + carried;
      long whole = Math.round(kept);
      carried = kept - whole;
      counts.add(whole);
    }
    return new Histogram(times.bounds(), counts);
  }

  /// The median, in seconds; 0 while there is none.
  double median() {
    return times.quantile(0.5);
  }
}
