package dev.sluice.flow.loading;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Delivery;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Strategies that can be carried out.
final class StrategyChecks {
  private StrategyChecks() {}

  static void check(Delivery delivery, Report report) {
    Cd cd = delivery.cd();
    if (cd == null) {
      return;
    }
    if (cd.strategy() != null) {
      strategy(cd.strategy(), report);
    }
    cd.environments().forEach(e -> strategy(e.strategy(), report));
  }

  private static void strategy(Cd.Strategy strategy, Report report) {
    long count =
        Stream.of(strategy.canary(), strategy.blueGreen(), strategy.rolling(), strategy.bigBang())
            .filter(Objects::nonNull)
            .count();
    if (count != 1) {
      report.add(
          strategy.at().source(),
          "strategy-count",
          "exactly one of canary, blueGreen, rolling, bigBang",
          count == 0 ? "none of them" : count + " of them",
          count == 0 ? "add one of them" : "keep one; `environments` takes another for each");
    }
    Report.Once once = report.once("analysis of a strategy");
    strategy.analyses().forEach(a -> once.name(a.name(), a.at().of("name")));
    if (strategy.canary() != null) {
      steps(strategy, strategy.canary(), report);
    }
  }

  private static void steps(Cd.Strategy strategy, Cd.Canary canary, Report report) {
    List<String> analyses = strategy.analyses().stream().map(Cd.Analysis::name).toList();
    int weight = -1;
    for (Cd.Step step : canary.steps()) {
      oneKey(step, report);
      String analysis = step.analysis();
      if (analysis != null && !analyses.contains("")) {
        report.unknown(
            step.at().of("analysis"),
            "unknown-analysis",
            "an analysis of this strategy",
            analysis,
            analyses,
            "add it under `analysis`");
      }
      Integer next = step.setWeight();
      if (next != null) {
        rises(step, weight, next, report);
        weight = Math.max(weight, next);
      }
    }
  }

  private static void rises(Cd.Step step, int before, int next, Report report) {
    if (next <= before) {
      report.add(
          step.at().of("setWeight"),
          "weight-order",
          "more than the " + before + " of the step before",
          String.valueOf(next),
          "let the weights rise, or remove the step");
    }
  }

  private static void oneKey(Cd.Step step, Report report) {
    long keys =
        Stream.of("setWeight", "pause", "analysis").filter(key -> step.at().has(key)).count();
    if (keys != 1) {
      report.add(
          step.at().source(),
          "step-keys",
          "exactly one of setWeight, pause, analysis",
          keys == 0 ? "none of them" : keys + " of them",
          keys == 0 ? "add one of them" : "make a step of each");
    }
  }
}
