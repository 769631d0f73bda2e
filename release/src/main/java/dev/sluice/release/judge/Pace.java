package dev.sluice.release.judge;

/// What a time that passes does to every track: worked out once for all of them.
///
/// @param start probability that a burst begins
/// @param end probability that a burst ends
/// @param stays for each [Kind], the probability that a level stays
record Pace(double start, double end, double[] stays) {
  /// @param seconds that pass
  static Pace of(double seconds, Calibration calibration) {
    double[] stays = new double[Kind.COUNT];
    for (int k = 0; k < stays.length; k++) {
      stays[k] = Kind.ALL.get(k).stays(seconds);
    }
    return new Pace(
        -Math.expm1(-seconds / calibration.burstEvery()),
        -Math.expm1(-seconds / calibration.burstLasts()),
        stays);
  }
}
