package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a release meets its users: strategy, steps, stop criteria and health checks.
final class RolloutTopics {
  private RolloutTopics() {}

  private record Placed(String environment, Cd.Strategy strategy) {}

  static void topics(Topics topics, Delivery delivery) {
    Cd cd = delivery.cd();
    List<Placed> placed = cd == null ? List.of() : placed(cd, delivery);
    strategies(topics, placed);
    steps(topics, placed);
    stopCriteria(topics, placed);
    Topics.Rows checks =
        topics
            .topic("health-checks", "Health checks", "cd.health-checks")
            .columns("Check", "Asked for", "Answered by", "Longest wait");
    if (cd != null) {
      cd.healthChecks()
          .forEach(c -> checks.row(c.at().source(), c.name(), c.kind(), c.target(), c.timeout()));
    }
    checks.end();
  }

  /// The strategy of each production environment: its own, or the common one.
  private static List<Placed> placed(Cd cd, Delivery delivery) {
    List<Placed> placed = new ArrayList<>();
    for (Environment e : delivery.productionEnvironments()) {
      Cd.Strategy own =
          cd.environments().stream()
              .filter(s -> s.environment().equals(e.name()))
              .map(Cd.EnvironmentStrategy::strategy)
              .findFirst()
              .orElse(cd.strategy());
      if (own != null) {
        placed.add(new Placed(e.name(), own));
      }
    }
    return placed;
  }

  private static void strategies(Topics topics, List<Placed> placed) {
    Topics.Rows rows =
        topics
            .topic("strategy", "Strategy of each production environment", "cd.strategy")
            .columns("Environment", "Strategy", "Requests at risk, at most", "Without progress");
    for (Placed p : placed) {
      Cd.Strategy s = p.strategy();
      Cd.Canary canary = s.canary();
      Cd.BlueGreen sides = s.blueGreen();
      String name = Words.join(" after ", name(s), s.shadow() == null ? "" : "mirrored traffic");
      rows.row(
          s.at().source(),
          p.environment(),
          name,
          canary != null
              ? canary.maxExposedRequests()
              : sides == null ? null : sides.maxExposedRequests(),
          canary == null ? null : Words.with("stopped after ", canary.progressDeadline(), ""));
    }
    rows.end();
  }

  private static String name(Cd.Strategy strategy) {
    return switch (strategy.name()) {
      case null -> "";
      case "blueGreen" -> "blue/green";
      case "bigBang" -> "everything at once";
      default -> Objects.requireNonNull(strategy.name());
    };
  }

  private static void steps(Topics topics, List<Placed> placed) {
    Topics.Rows rows =
        topics
            .topic("steps", "Steps of the rollout", "cd.progressive-steps")
            .columns("Step", "Does", "Environment");
    for (Placed p : placed) {
      Cd.Canary canary = p.strategy().canary();
      List<Cd.Step> steps = canary == null ? List.of() : canary.steps();
      for (int i = 0; i < steps.size(); i++) {
        rows.row(steps.get(i).at().source(), i + 1, does(steps.get(i)), p.environment());
      }
    }
    rows.end();
  }

  private static String does(Cd.Step step) {
    Cd.Pause pause = step.pause();
    String wait =
        pause == null
            ? ""
            : Boolean.TRUE.equals(pause.approval())
                ? "waits until somebody approves"
                : Words.with("waits ", pause.duration(), "");
    String weight = Words.with("gives the release ", step.setWeight(), " % of the traffic");
    String judged = Words.with("goes on only if ", step.analysis(), " passes");
    return Words.join("; ", weight, wait, judged);
  }

  private static void stopCriteria(Topics topics, List<Placed> placed) {
    Topics.Rows rows =
        topics
            .topic("stop-criteria", "What stops a rollout", "cd.stop-criteria")
            .columns("Criterion", "Environment", "Healthy while", "Over", "Without data", "Source");
    for (Placed p : placed) {
      for (Cd.Analysis a : p.strategy().analyses()) {
        String window = a.window() == null ? "the whole rollout" : Words.of(a.window());
        rows.row(
            a.at().source(), a.name(), p.environment(), bound(a), window, a.onNoData(), a.source());
      }
    }
    rows.end();
  }

  private static String bound(Cd.Analysis analysis) {
    Cd.Objective o = analysis.objective();
    String absolute =
        o == null
            ? ""
            : Words.join(
                " ", quantile(o.quantile()), Words.of(o.comparison()), Words.of(o.threshold()));
    Cd.Tolerance t = analysis.tolerance();
    String relative =
        t == null
            ? ""
            : Words.join(
                " and ",
                Words.with("at most ", t.ratio(), " times the baseline"),
                Words.with("at most ", t.absolute(), " over the baseline"),
                Words.with("at most ", t.latency(), " slower than the baseline"));
    return Words.join("; ", absolute, relative);
  }

  private static String quantile(@Nullable Double quantile) {
    return quantile == null ? "" : "quantile " + Words.of(quantile);
  }
}
