package dev.sluice.release.judge;

/// What one side did in a tick, as far as it says at which level that side stands.
sealed interface Sample {
  /// Requests.
  double requests();

  /// What the rate is the mean of, summed over the requests: errors, or seconds.
  double amount();

  /// How likely this is at each of [Levels], relative to the likeliest.
  ///
  /// @param reference the rate at level 1, above 0
  float[] likelihood(double reference, Calibration calibration);

  /// How much there is to see in this of a canary that is equal, in errors.
  double expected(double reference);

  /// Requests that failed, as far as they count.
  ///
  /// @param amount how many
  record Failures(double requests, double amount) implements Sample {
    @Override
    public float[] likelihood(double reference, Calibration calibration) {
      double mean = requests * reference;
      return Levels.likelihood(amount, mean, calibration.power(mean));
    }

    @Override
    public double expected(double reference) {
      return requests * reference;
    }
  }

  /// How long requests took.
  ///
  /// @param mean the geometric mean, in seconds, above 0
  /// @param variance of the logarithm of the mean
  record Speed(double requests, double mean, double variance) implements Sample {
    @Override
    public double amount() {
      return requests * mean;
    }

    @Override
    public float[] likelihood(double reference, Calibration calibration) {
      return Levels.near(mean / reference, variance);
    }

    @Override
    public double expected(double reference) {
      return requests;
    }
  }

  /// Whether this is more than a rate makes one expect.
  default boolean exceeds(double rate) {
    return amount() > requests() * rate;
  }
}
