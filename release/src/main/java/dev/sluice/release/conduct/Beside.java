package dev.sluice.release.conduct;

import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import java.util.ArrayList;
import java.util.List;

/// What stands beside a canary that has all the traffic: the stable side as it was while it had
/// some. A judge compares with what runs at the same time; at the end of a rollout nothing does.
///
/// @param seen requests of the stable side while it had any, by what came of them: well or failed,
///   or by latency bucket
/// @param made the same of the requests that were made up since
record Beside(List<Long> seen, List<Long> made) {
  static final Beside NOTHING = new Beside(List.of(), List.of());

  Beside {
    seen = List.copyOf(seen);
    made = List.copyOf(made);
  }

  /// After the stable side was counted once more. Where something else is counted than before, that
  /// begins anew.
  Beside counted(List<Long> stable) {
    if (seen.size() != stable.size()) {
      return new Beside(stable, stable.stream().map(_ -> 0L).toList());
    }
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < stable.size(); i++) {
      sums.add(seen.get(i) + stable.get(i));
    }
    return new Beside(sums, made);
  }

  /// Whether anything is known of the stable side, as it is counted now.
  boolean knows(int kinds) {
    return seen.size() == kinds && sum(seen) > 0;
  }

  /// Whether nothing is known of the stable side.
  boolean isEmpty() {
    return sum(seen) == 0;
  }

  /// After so many requests more were made up, in the proportions that were seen. What is rounded
  /// away now comes later.
  Beside filled(long requests) {
    double all = sum(seen);
    long goal = sum(made) + requests;
    List<Long> next = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      next.add(Math.max(made.get(i), Math.round(seen.get(i) / all * goal)));
    }
    return new Beside(seen, next);
  }

  /// What was made up since another time.
  List<Long> since(Beside before) {
    List<Long> more = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      more.add(made.get(i) - before.made.get(i));
    }
    return more;
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  static List<Long> kinds(Counts counts) {
    return List.of(counts.requests() - counts.errors(), counts.errors());
  }

  static List<Long> kinds(Histogram histogram) {
    return histogram.counts();
  }

  static Counts counts(List<Long> kinds) {
    return new Counts(kinds.get(0) + kinds.get(1), kinds.get(1));
  }
}
