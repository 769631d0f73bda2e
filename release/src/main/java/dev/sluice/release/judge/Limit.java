package dev.sluice.release.judge;

import org.jspecify.annotations.Nullable;

/// Beside which rate a canary is set, and how far above it does no harm.
///
/// @param ratio to the baseline's rate that does no harm
/// @param absolute rate above the baseline's that does no harm
/// @param least rate that does no harm whatever the baseline's is
/// @param objective rate that a canary may have whatever the baseline's is; null to judge it
///   against the baseline
/// @param odds against anything that does no harm at which a canary is stopped; 0 when it is enough
///   that the best estimate does harm
/// @param warmUp what is too much even during warm-up; null when nothing is
record Limit(
    double ratio,
    double absolute,
    double least,
    @Nullable Double objective,
    double odds,
    @Nullable WarmUp warmUp) {

  private static final double SURE = 10;

  /// What is too much even during warm-up.
  ///
  /// @param cold how many times the usual rate a cold start may have
  /// @param ratio to a cold start's rate that is too much
  /// @param least rate that is never too much
  /// @param most largest rate that there can be
  record WarmUp(double cold, double ratio, double least, double most) {
    /// Ratio to a cold start's rate that is too much.
    double tolerance(double reference) {
      double tolerance = Math.max(ratio, least / reference);
      return Math.max(1.2, Math.min(tolerance, (1 + most / reference) / 2));
    }
  }

  /// Of the share that fails.
  static Limit failures(Terms terms) {
    Double objective = terms.objective();
    double odds = objective == null ? 0 : SURE;
    WarmUp warmUp = new WarmUp(5, 4, 0.2, 1);
    return new Limit(terms.ratio(), terms.absolute(), 0, objective, odds, warmUp);
  }

  /// Of the share that is slower than a time.
  ///
  /// @param share that may be, with nothing to compare it with
  static Limit objective(double share) {
    return new Limit(1, 0, 0, share, SURE, null);
  }

  /// Of the share that lies beyond the slowest time that is tolerated at a quantile.
  ///
  /// @param share that lies beyond that quantile
  static Limit tail(double share) {
    return new Limit(1.2, 0, share, null, SURE, null);
  }

  /// Of the time that requests take.
  static Limit speed(double ratio) {
    return new Limit(ratio, 0, 0, null, 0, new WarmUp(10, 2, 0, Double.POSITIVE_INFINITY));
  }

  /// The rate that a canary which is equal to its reference has. Where an objective allows more
  /// than the stable has, it is the stable's all the same: a canary that is as good as the stable
  /// would else look neither good nor bad beside the objective, and never be called not worse.
  double reference(Baseline baseline) {
    Double given = objective;
    if (given != null) {
      return Math.min(given, Math.max(baseline.cautiousRate(), given / 60));
    }
    // Far below what is tolerated, it makes no difference how far.
    return Math.max(baseline.cautiousRate(), Math.max(absolute, least) / 60);
  }

  /// Ratio to the reference that does no harm.
  double tolerance(double reference) {
    Double given = objective;
    return given != null
        ? given / reference
        : Math.max(Math.max(ratio, least / reference), 1 + absolute / reference);
  }
}
