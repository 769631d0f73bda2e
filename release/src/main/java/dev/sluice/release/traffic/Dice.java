package dev.sluice.release.traffic;

/// Random numbers from a seed, the same on every machine (SplitMix64).
///
/// Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
public final class Dice {
  private long state;

  public Dice(long seed) {
    state = seed;
  }

  /// The next 64 bits.
  public long bits() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// In 0…1, neither included.
  public double uniform() {
    return ((bits() >>> 11) + 0.5) * 0x1p-53;
  }

  /// Standard normal.
  public double normal() {
    return Math.sqrt(-2 * StrictMath.log(uniform())) * StrictMath.cos(2 * Math.PI * uniform());
  }

  /// Exponential with mean 1.
  public double exponential() {
    return -StrictMath.log(uniform());
  }

  /// Gamma with mean 1.
  ///
  /// Source: Marsaglia and Tsang: A simple method for generating gamma variables, 2000.
  ///
  /// @param variance above 0
  public double gamma(double variance) {
    double shape = 1 / variance;
    if (shape < 1) {
      return raw(shape + 1) * StrictMath.pow(uniform(), variance) * variance;
    }
    return raw(shape) * variance;
  }

  private double raw(double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = 1 + c * x;
      if (v > 0) {
        v = v * v * v;
        if (StrictMath.log(uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
          return d * v;
        }
      }
    }
  }

  /// Poisson.
  public int poisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    return mean < 30 ? few(mean) : many(mean);
  }

  private int few(double mean) {
    double p = StrictMath.exp(-mean);
    double u = uniform();
    int k = 0;
    while (u > p && k < 400) {
      u -= p;
      k++;
      p *= mean / k;
    }
    return k;
  }

  /// Transformed rejection with a squeeze.
  ///
  /// Source: Hörmann: The transformed rejection method for generating Poisson random variables,
  /// 1993.
  private int many(double mean) {
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverse = 1.1239 + 1.1328 / (b - 3.4);
    double squeeze = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = uniform() - 0.5;
      double v = uniform();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= squeeze) {
        return (int) k;
      }
      if (k >= 0
          && (us >= 0.013 || v <= us)
          && StrictMath.log(v) + StrictMath.log(inverse) - StrictMath.log(a / (us * us) + b)
              <= -mean + k * StrictMath.log(mean) - logFactorial(k)) {
        return (int) k;
      }
    }
  }

  private static double logFactorial(double k) {
    if (k < 10) {
      double product = 1;
      for (int i = 2; i <= k; i++) {
        product *= i;
      }
      return StrictMath.log(product);
    }
    double x = k + 1;
    return (x - 0.5) * StrictMath.log(x)
        - x
        + 0.918938533204673
        + 1 / (12 * x)
        - 1 / (360 * x * x * x);
  }

  /// Successes in n trials.
  public int binomial(int n, double p) {
    if (p > 0.5) {
      return n - binomial(n, 1 - p);
    }
    double mean = n * p;
    if (mean <= 0) {
      return 0;
    }
    if (mean < 10) {
      double q = StrictMath.log1p(-p);
      int k = 0;
      double at = 0;
      while (true) {
        at += Math.floor(StrictMath.log(uniform()) / q) + 1;
        if (at > n) {
          return k;
        }
        k++;
      }
    }
    if (p < 0.02) {
      return Math.min(n, poisson(mean));
    }
    double x = Math.rint(mean + Math.sqrt(mean * (1 - p)) * normal());
    return (int) Math.max(0, Math.min(n, x));
  }
}
