package dev.sluice.release.judge;

/// What a time that passes does to every track: worked out once for all of them.
final class Pace {
  private final double start;
  private final double end;
  private final double[] stays;

  private Pace(double start, double end, double[] stays) {
    this.start = start;
    this.end = end;
    this.stays = stays;
  }

  /// @param seconds that pass
  /// @param burstEvery mean seconds between bursts
  static Pace of(double seconds, double burstEvery, Calibration calibration) {
    double[] stays = new double[Kind.COUNT];
    for (int k = 0; k < stays.length; k++) {
      stays[k] = Kind.ALL.get(k).stays(seconds);
    }
    return new Pace(
        -Math.expm1(-seconds / burstEvery),
        -Math.expm1(-seconds / calibration.burstLasts()),
        stays);
  }

  /// Probability that a burst begins.
  double start() {
    return start;
  }

  /// Probability that a burst ends.
  double end() {
    return end;
  }

  /// Probability that a level of a [Kind] stays.
  double stays(int kind) {
    return stays[kind];
  }
}
