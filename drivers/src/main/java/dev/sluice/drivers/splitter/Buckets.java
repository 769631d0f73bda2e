package dev.sluice.drivers.splitter;

import java.time.Duration;
import java.util.Arrays;

/// Buckets of latencies, the same for every release: each reaches from the bound before it to its
/// own, the last to infinity. Bounds grow by a fifth (2 to the power of ¼), so that a quantile is
/// known to a tenth.
public final class Buckets {
  private static final double FIRST_MILLIS = 0.5;
  private static final int BOUNDED = 68;

  /// How many there are.
  public static final int COUNT = BOUNDED + 1;

  private static final double[] SECONDS = new double[BOUNDED];
  private static final long[] NANOS = new long[BOUNDED];

  static {
    for (int i = 0; i < BOUNDED; i++) {
      SECONDS[i] = FIRST_MILLIS / 1000 * Math.pow(2, i / 4.0);
      NANOS[i] = Math.round(SECONDS[i] * 1e9);
    }
  }

  private Buckets() {}

  /// Upper bound of a bucket in seconds, itself included; infinity for the last.
  public static double bound(int bucket) {
    return bucket == BOUNDED ? Double.POSITIVE_INFINITY : SECONDS[bucket];
  }

  /// The bucket that a latency falls into.
  public static int of(Duration latency) {
    int found = Arrays.binarySearch(NANOS, latency.toNanos());
    return found >= 0 ? found : -found - 1;
  }
}
