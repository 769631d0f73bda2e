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
/// @param ratio to the baseline's error rate that does no harm, at least 1
/// @param absolute share of requests above the baseline's error rate that does no harm; the larger
///   of the two holds
/// @param objective error rate that a canary may have whatever the baseline does, above 0; null to
///   judge it against the baseline
/// @param warmUp time after the canary's first request that is not judged
public record Terms(double ratio, double absolute, @Nullable Double objective, Duration warmUp) {
  /// Half as much again, or 2 in 1,000 more, against the baseline, from the first request on.
  public static final Terms STANDARD = new Terms(1.5, 0.002, null, Duration.ZERO);

  /// @throws IllegalArgumentException for numbers out of range
  public Terms {
    requireNonNull(warmUp, "warmUp");
    Double given = objective;
    if (!(ratio >= 1) || !(absolute >= 0 && absolute <= 1) || warmUp.isNegative()) {
      throw new IllegalArgumentException("ratio " + ratio + ", absolute " + absolute);
    }
    if (given != null && !(given > 0 && given < 1)) {
      throw new IllegalArgumentException("objective " + given);
    }
  }

  /// What a stop criterion of a `delivery.yaml` says; what it leaves out is as in [#STANDARD].
  ///
  /// @param warmUp time after the canary's first request that is not judged
  public static Terms of(Analysis criterion, Duration warmUp) {
    Tolerance given = criterion.tolerance();
    Double ratio = given == null ? null : given.ratio();
    Double absolute = given == null ? null : given.absolute();
    return new Terms(
        ratio == null ? STANDARD.ratio : Math.max(1, ratio),
        absolute == null ? STANDARD.absolute : absolute,
        allowed(criterion.objective()),
        warmUp);
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

  /// The rate that a canary which is equal to its reference has. Where an objective allows more
  /// than the stable fails, it is the stable's all the same: a canary that is as good as the stable
  /// would else look neither good nor bad beside the objective, and never be called not worse.
  double reference(Baseline baseline) {
    Double given = objective;
    if (given != null) {
      return Math.min(given, Math.max(baseline.cautiousRate(), given / 60));
    }
    // Far below what is tolerated, it makes no difference how far.
    return Math.max(baseline.cautiousRate(), absolute / 60);
  }

  /// Ratio to the reference that does no harm.
  double tolerance(double reference) {
    Double given = objective;
    return given != null ? given / reference : Math.max(ratio, 1 + absolute / reference);
  }
}
