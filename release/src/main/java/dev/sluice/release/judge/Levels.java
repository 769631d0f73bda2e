package dev.sluice.release.judge;

/// The levels that an error rate may stand at, as multiples of a reference: a grid in equal steps
/// of the logarithm, from 1/33 to about 1,400.
final class Levels {
  /// Natural logarithm of the ratio between neighbours.
  static final double STEP = 0.25;

  /// Index of the level 1.
  static final int ONE = 14;

  /// How many levels there are, a multiple of four.
  static final int COUNT = 44;

  private static final double[] VALUES = values();

  private Levels() {}

  /// The multiple that an index stands for.
  static double value(int index) {
    return VALUES[index];
  }

  /// The nearest index that there is.
  static int clamp(int index) {
    return Math.max(0, Math.min(COUNT - 1, index));
  }

  /// The smallest index whose level is at least a multiple; at most the last.
  static int atLeast(double multiple) {
    return clamp((int) Math.ceil(Math.log(multiple) / STEP - 1e-9) + ONE);
  }

  /// How likely a Poisson count is at each level, relative to the likeliest.
  ///
  /// @param count what was counted
  /// @param mean what is expected at level 1, above 0
  /// @param power exponent on the likelihood, at most 1: how much of the count is believed
  /// @return [#COUNT] numbers in 0…1
  static float[] likelihood(double count, double mean, double power) {
    double[] logs = new double[COUNT];
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < COUNT; i++) {
      logs[i] = power * (count * (i - ONE) * STEP - mean * VALUES[i]);
      max = Math.max(max, logs[i]);
    }
    float[] likely = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      likely[i] = (float) Math.exp(logs[i] - max);
    }
    return likely;
  }

  /// How likely a multiple that was measured is at each level, relative to the likeliest.
  ///
  /// @param multiple above 0
  /// @param variance of its natural logarithm
  static float[] near(double multiple, double variance) {
    float[] likely = new float[COUNT];
    double at = Math.log(multiple) / STEP + ONE;
    at = Math.max(0, Math.min(COUNT - 1, at));
    double nearest = at - Math.rint(at);
    for (int i = 0; i < COUNT; i++) {
      double away = at - i;
      likely[i] =
          (float) Math.exp((nearest * nearest - away * away) * STEP * STEP / (2 * variance));
    }
    return likely;
  }

  private static double[] values() {
    double[] values = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = Math.exp((i - ONE) * STEP);
    }
    return values;
  }
}
