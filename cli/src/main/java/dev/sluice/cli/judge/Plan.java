package dev.sluice.cli.judge;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Cd.Analysis;
import dev.sluice.flow.delivery.Cd.Comparison;
import dev.sluice.flow.delivery.Cd.Objective;
import dev.sluice.flow.delivery.Cd.Strategy;
import dev.sluice.flow.delivery.Cd.Tolerance;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.release.judge.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stop criterion of a `delivery.yaml`, as the judge takes it.
final class Plan {
  private Plan() {}

  /// The first stop criterion on errors, of the strategy for production before those of single
  /// environments; empty when there is none.
  static Optional<Terms> terms(Delivery delivery) {
    return strategies(delivery.cd()).stream().flatMap(s -> terms(s).stream()).findFirst();
  }

  private static List<Strategy> strategies(@Nullable Cd cd) {
    List<Strategy> all = new ArrayList<>();
    if (cd != null) {
      Strategy every = cd.strategy();
      if (every != null) {
        all.add(every);
      }
      cd.environments().forEach(environment -> all.add(environment.strategy()));
    }
    return all;
  }

  private static Optional<Terms> terms(Strategy strategy) {
    Cd.Canary canary = strategy.canary();
    Duration warmUp = canary == null ? null : canary.warmUp();
    return strategy.analyses().stream()
        .filter(Plan::onErrors)
        .findFirst()
        .map(analysis -> terms(analysis, warmUp == null ? Duration.ZERO : warmUp));
  }

  private static boolean onErrors(Analysis analysis) {
    Cd.Query query = analysis.query();
    Objective objective = analysis.objective();
    return (query == null || query.buckets() == null)
        && (objective == null || objective.quantile() == null);
  }

  private static Terms terms(Analysis analysis, Duration warmUp) {
    Tolerance given = analysis.tolerance();
    Double ratio = given == null ? null : given.ratio();
    Double absolute = given == null ? null : given.absolute();
    return new Terms(
        ratio == null ? Terms.STANDARD.ratio() : Math.max(1, ratio),
        absolute == null ? Terms.STANDARD.absolute() : absolute,
        objective(analysis.objective()),
        warmUp);
  }

  /// The error rate that an objective allows: below 1 %, or above 99 % that succeed.
  private static @Nullable Double objective(@Nullable Objective given) {
    if (given == null) {
      return null;
    }
    double share =
        given.comparison() == Comparison.BELOW ? given.threshold() : 1 - given.threshold();
    return share > 0 && share < 1 ? share : null;
  }
}
