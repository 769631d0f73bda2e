package dev.sluice.cli.judge;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Cd.Analysis;
import dev.sluice.flow.delivery.Cd.Objective;
import dev.sluice.flow.delivery.Cd.Strategy;
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

  /// A stop criterion that can be counted, and what it calls worse.
  record Criterion(String name, Analysis analysis, Terms terms) {}

  /// The stop criteria of an environment that have queries, in order: those of its own strategy, or
  /// else of the one that all have.
  static List<Criterion> criteria(Delivery delivery, String environment) {
    Cd cd = delivery.cd();
    Strategy strategy = cd == null ? null : cd.strategy();
    if (cd != null) {
      for (Cd.EnvironmentStrategy own : cd.environments()) {
        strategy = own.environment().equals(environment) ? own.strategy() : strategy;
      }
    }
    if (strategy == null) {
      return List.of();
    }
    Duration warmUp = warmUp(strategy);
    return strategy.analyses().stream()
        .filter(analysis -> analysis.query() != null)
        .map(analysis -> new Criterion(analysis.name(), analysis, Terms.of(analysis, warmUp)))
        .toList();
  }

  private static Duration warmUp(Strategy strategy) {
    Cd.Canary canary = strategy.canary();
    Duration warmUp = canary == null ? null : canary.warmUp();
    return warmUp == null ? Duration.ZERO : warmUp;
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
    return strategy.analyses().stream()
        .filter(Plan::onErrors)
        .findFirst()
        .map(analysis -> Terms.of(analysis, warmUp(strategy)));
  }

  private static boolean onErrors(Analysis analysis) {
    Cd.Query query = analysis.query();
    Objective objective = analysis.objective();
    return (query == null || query.buckets() == null)
        && (objective == null || objective.quantile() == null);
  }
}
