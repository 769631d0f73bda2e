package dev.sluice.release.judge;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd.Analysis;
import dev.sluice.flow.delivery.Cd.Comparison;
import dev.sluice.flow.delivery.Cd.Objective;
import dev.sluice.flow.delivery.Cd.Tolerance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What counts as worse.
///
/// @param ratio to the baseline's error rate, or to its time, that does no harm, at least 1
/// @param absolute share of requests above the baseline's error rate that does no harm; the larger
///   of the two holds
/// @param objective error rate that a canary may have whatever the baseline does, above 0; null to
///   judge it against the baseline
/// @param warmUp time after the canary's first request in which only gross harm counts
/// @param times what counts as slower
public record Terms(
    double ratio, double absolute, @Nullable Double objective, Duration warmUp, Times times) {
  /// Half as much again, or 2 in 1,000 more, against the baseline, from the first request on.
  public static final Terms STANDARD = new Terms(1.5, 0.002, null, Duration.ZERO);

  /// @throws IllegalArgumentException for numbers out of range
  public Terms {
    requireNonNull(warmUp, "warmUp");
    requireNonNull(times, "times");
    Double given = objective;
    if (!(ratio >= 1) || !(absolute >= 0 && absolute <= 1) || warmUp.isNegative()) {
      throw new IllegalArgumentException("ratio " + ratio + ", absolute " + absolute);
    }
    if (given != null && !(given > 0 && given < 1)) {
      throw new IllegalArgumentException("objective " + given);
    }
  }

  /// With the usual times.
  public Terms(double ratio, double absolute, @Nullable Double objective, Duration warmUp) {
    this(ratio, absolute, objective, warmUp, Times.STANDARD);
  }

  /// What counts as slower, where it is counted how long requests take.
  ///
  /// @param quantile which time must not grow, in 0…1
  /// @param longer time above the baseline's that does no harm; the larger of this and the ratio
  ///   holds
  /// @param objective time that the quantile may have whatever the baseline does; null to judge it
  ///   against the baseline
  public record Times(double quantile, Duration longer, @Nullable Duration objective) {
    /// The 99th percentile, against the baseline.
    public static final Times STANDARD = new Times(0.99, Duration.ZERO, null);

    /// @throws IllegalArgumentException for numbers out of range
    public Times {
      Duration given = objective;
      if (!(quantile > 0 && quantile < 1) || longer.isNegative()) {
        throw new IllegalArgumentException("quantile " + quantile + ", longer " + longer);
      }
      if (given != null && !given.isPositive()) {
        throw new IllegalArgumentException("objective " + given);
      }
    }
  }

  /// What a stop criterion of a `delivery.yaml` says; what it leaves out is as in [#STANDARD].
  ///
  /// @param warmUp time after the canary's first request in which only gross harm counts
  public static Terms of(Analysis criterion, Duration warmUp) {
    Tolerance given = criterion.tolerance();
    Double ratio = given == null ? null : given.ratio();
    Double absolute = given == null ? null : given.absolute();
    return new Terms(
        ratio == null ? STANDARD.ratio : Math.max(1, ratio),
        absolute == null ? STANDARD.absolute : absolute,
        onTimes(criterion) ? null : allowed(criterion.objective()),
        warmUp,
        onTimes(criterion) ? times(criterion) : Times.STANDARD);
  }

  /// Whether a criterion is on how long requests take, and not on how many fail.
  public static boolean onTimes(Analysis criterion) {
    Tolerance tolerance = criterion.tolerance();
    Objective objective = criterion.objective();
    return (criterion.query() != null && criterion.query().buckets() != null)
        || (tolerance != null && tolerance.latency() != null)
        || (objective != null && objective.quantile() != null);
  }

  private static Times times(Analysis criterion) {
    Tolerance tolerance = criterion.tolerance();
    Duration longer = tolerance == null ? null : tolerance.latency();
    Objective objective = criterion.objective();
    Double quantile = objective == null ? null : objective.quantile();
    double threshold = objective == null ? 0 : objective.threshold();
    return new Times(
        quantile == null || !(quantile > 0 && quantile < 1) ? Times.STANDARD.quantile : quantile,
        longer == null || longer.isNegative() ? Duration.ZERO : longer,
        threshold > 0 ? Duration.ofNanos(Math.round(threshold * 1e9)) : null);
  }

  /// The error rate that an objective allows: below 1 %, or above 99 % that succeed.
  private static @Nullable Double allowed(@Nullable Objective given) {
    if (given == null) {
      return null;
    }
    double share =
        given.comparison() == Comparison.BELOW ? given.threshold() : 1 - given.threshold();
    return share > 0 && share < 1 ? share : null;
  }
}
