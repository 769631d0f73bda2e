package dev.sluice.release.traffic;

/// How an error rate varies: a factor on it for each time, asked for in order.
@FunctionalInterface
public interface Wave {
  /// The factor.
  ///
  /// @param seconds since the canary's first request, negative before
  double at(double seconds);

  /// None.
  static Wave flat() {
    return seconds -> 1;
  }

  /// A gamma variable with mean 1, drawn anew at the beginning of each period.
  ///
  /// @param deviation its standard deviation, from 0
  static Wave jumps(Dice dice, double deviation, double period) {
    if (deviation == 0) {
      return flat();
    }
    return new Wave() {
      private double number = Double.NaN;
      private double level;

      @Override
      public double at(double seconds) {
        double now = Math.floor(seconds / period);
        if (now != number) {
          number = now;
          level = dice.gamma(deviation * deviation);
        }
        return level;
      }
    };
  }

  /// A log-normal variable with mean 1 that wanders (Ornstein-Uhlenbeck).
  ///
  /// @param memory seconds in which it forgets
  static Wave wanders(Dice dice, double deviation, double memory) {
    double spread = Math.sqrt(StrictMath.log1p(deviation * deviation));
    return new Wave() {
      private double last = Double.NaN;
      private double x = dice.normal();

      @Override
      public double at(double seconds) {
        if (!Double.isNaN(last)) {
          double keep = StrictMath.exp(-(seconds - last) / memory);
          x = keep * x + Math.sqrt(1 - keep * keep) * dice.normal();
        }
        last = seconds;
        return StrictMath.exp(spread * x - spread * spread / 2);
      }
    };
  }

  /// A factor for a while, 1 before and after.
  static Wave between(double from, double to, double factor) {
    return seconds -> seconds >= from && seconds < to ? factor : 1;
  }

  /// A factor that comes at random and stays for a while.
  static Wave bursts(Dice dice, double every, double lasts, double factor) {
    return new Wave() {
      private double next = Double.NaN;

      @Override
      public double at(double seconds) {
        if (Double.isNaN(next)) {
          next = seconds + every * dice.exponential();
        }
        if (seconds >= next + lasts) {
          next = seconds + every * dice.exponential();
        }
        return seconds >= next ? factor : 1;
      }
    };
  }

  /// Both at once.
  default Wave times(Wave other) {
    return seconds -> at(seconds) * other.at(seconds);
  }
}
