package dev.sluice.cli.judge;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Cd.Analysis;
import dev.sluice.flow.delivery.Cd.Strategy;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.release.judge.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stop criterion of a `delivery.yaml`, as the judge takes it.
final class Plan {
  private Plan() {}

  /// What recorded traffic is judged by.
  ///
  /// @param errors what counts as failing more; null when that isn't judged
  /// @param times what counts as slower; null when that isn't judged
  record Judged(@Nullable Terms errors, @Nullable Terms times) {
    static final Judged STANDARD = new Judged(Terms.STANDARD, Terms.STANDARD);

    /// Whether there is nothing to judge by.
    boolean none(boolean timed) {
      return errors == null && (times == null || !timed);
    }
  }

  /// The first stop criterion on errors and the first on times, of the strategy for production
  /// before those of single environments.
  static Judged judged(Delivery delivery) {
    Terms errors = null;
    Terms times = null;
    for (Strategy strategy : strategies(delivery.cd())) {
      Duration warmUp = warmUp(strategy);
      for (Analysis analysis : strategy.analyses()) {
        if (Terms.onTimes(analysis)) {
          times = times == null ? Terms.of(analysis, warmUp) : times;
        } else {
          errors = errors == null ? Terms.of(analysis, warmUp) : errors;
        }
      }
    }
    return new Judged(errors, times);
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
}
