package dev.sluice.release.judge;

/// How the times of one side lie around their own median: the share that takes longer than each
/// multiple of it, learnt over the last hour.
final class Shape {
  private static final double STEP = 0.1;
  private static final int COUNT = 64;

  /// Requests that are needed before it is believed.
  private static final double ENOUGH = 1000;

  private static final double MEMORY = 2700;

  private final double[] above = new double[COUNT];
  private double requests;

  Shape() {}

  Shape copy() {
    Shape copy = new Shape();
    System.arraycopy(above, 0, copy.above, 0, COUNT);
    copy.requests = requests;
    return copy;
  }

  void observe(double seconds, Histogram times, double median) {
    double keep = Math.exp(-seconds / MEMORY);
    requests = requests * keep + times.requests();
    for (int i = 0; i < COUNT; i++) {
      above[i] = above[i] * keep + times.above(median * Math.exp(i * STEP));
    }
  }

  boolean known() {
    return requests >= ENOUGH;
  }

  /// The multiple of the median that a share of requests exceeds.
  ///
  /// @param share below a half
  double multiple(double share) {
    int i = 1;
    while (i < COUNT - 1 && above[i] > share * requests) {
      i++;
    }
    double high = Math.log(above[i - 1] + 1e-9);
    double low = Math.log(above[i] + 1e-9);
    double part = high > low ? (high - Math.log(share * requests)) / (high - low) : 1;
    return Math.exp((i - 1 + Math.max(0, Math.min(1, part))) * STEP);
  }
}
