package dev.sluice.release.judge;

import java.util.List;
import java.util.stream.Stream;

/// A kind of noise that the rate of a side may have: how far its level strays, for how long, and
/// how it gets from one level to the next.
///
/// A level that jumps stays for an exponential time, then is drawn anew; one that drifts moves to
/// its neighbours. Over a long time both stand at each level as often as a gamma distribution with
/// mean 1 says.
///
/// @param variance of the level
/// @param seconds mean time at a level that jumps; time in which one that drifts forgets
/// @param drifts whether the level moves in small steps
/// @param weight how probable the kind is before anything was seen, as a relative weight
record Kind(double variance, double seconds, boolean drifts, double weight) {
  /// All kinds. The quietest have one speed only: slower or faster, they look alike.
  static final List<Kind> ALL =
      Stream.concat(
              Stream.of(new Kind(0.01, 60, false, 20)),
              Stream.of(at(0.05, 4), at(0.15, 4), at(0.4, 4), at(1, 3), at(2.2, 1).subList(0, 3))
                  .flatMap(List::stream))
          .toList();

  /// How many there are.
  static final int COUNT = ALL.size();

  private static final double TOTAL = ALL.stream().mapToDouble(Kind::weight).sum();
  private static final double STRANGE =
      ALL.stream().filter(Kind::strange).mapToDouble(Kind::weight).sum();

  private static List<Kind> at(double variance, double weight) {
    return List.of(
        new Kind(variance, 10, false, weight),
        new Kind(variance, 60, false, 2 * weight),
        new Kind(variance, 300, false, weight),
        new Kind(variance, 300, true, weight),
        new Kind(variance, 45, true, weight));
  }

  /// How probable the kind is before anything was seen.
  double prior() {
    return weight / TOTAL;
  }

  /// How probable the kind is for a canary whose noise is unlike the stable's.
  ///
  /// Only noise that changes from minute to minute counts here: a level that is strange and stays
  /// is what a bad canary looks like.
  double whenStrange() {
    return strange() ? weight / STRANGE : 0;
  }

  private boolean strange() {
    return variance >= 0.1 && seconds == 60;
  }

  /// Probability that a level that jumps is still the same after a time.
  double stays(double time) {
    return Math.exp(-time / seconds);
  }

  /// The gamma distribution with mean 1 and this variance, as the probability of each cell of
  /// [Levels]; the lowest cell takes all that lies below it.
  double[] gamma() {
    double shape = 1 / variance;
    int fine = 40;
    double[] cells = new double[Levels.COUNT];
    double total = 0;
    for (int i = 0; i < cells.length; i++) {
      int below = i == 0 ? 40 * fine : 0;
      for (int j = -below; j < fine; j++) {
        double log = (i - Levels.ONE - 0.5 + (j + 0.5) / fine) * Levels.STEP;
        cells[i] += Math.exp(shape * (log + 1 - Math.exp(log)));
      }
      total += cells[i];
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] /= total;
    }
    return cells;
  }
}
