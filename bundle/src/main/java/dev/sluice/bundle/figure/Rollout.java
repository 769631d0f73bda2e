package dev.sluice.bundle.figure;

import static java.util.Objects.requireNonNullElse;

import dev.sluice.bundle.Material;
import dev.sluice.flow.cd.Strategies;
import dev.sluice.flow.cd.Strategies.Chosen;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.ReleaseSafety.Trigger;
import dev.sluice.flow.fact.RolloutObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One way in which releases reach their users.
///
/// @param name where it holds: names of environments, or of the object
/// @param kind `canary`, `blue/green`, …
/// @param stops what stops it
/// @param limits bounds that hold all the time
record Rollout(
    String name, String kind, List<Stretch> stretches, List<String> stops, List<String> limits) {
  Rollout {
    stretches = List.copyOf(stretches);
    stops = List.copyOf(stops);
    limits = List.copyOf(limits);
  }

  /// The declared ones or, where none is declared, those that were seen.
  static List<Rollout> of(Material material) {
    List<Rollout> declared = declared(material);
    return declared.isEmpty() ? seen(material) : declared;
  }

  private static List<Rollout> declared(Material material) {
    Map<Cd.Strategy, List<String>> environments = new LinkedHashMap<>();
    for (Chosen chosen : Strategies.of(material.delivery())) {
      Cd.Strategy strategy = chosen.strategy();
      if (strategy != null) {
        environments
            .computeIfAbsent(strategy, s -> new ArrayList<>())
            .add(chosen.environment().name());
      }
    }
    if (environments.isEmpty()) {
      Strategies.written(material.delivery()).forEach(s -> environments.putIfAbsent(s, List.of()));
    }
    ReleaseSafety safety = material.delivery().releaseSafety();
    List<Trigger> triggers = safety == null ? List.of() : safety.triggers();
    List<Rollout> all = new ArrayList<>();
    environments.forEach((strategy, names) -> {
      List<Stretch> curve = Curve.of(strategy);
      if (!curve.isEmpty()) {
        all.add(
            new Rollout(
                names.isEmpty() ? "every environment" : Words.list(names),
                kind(requireNonNullElse(strategy.name(), "shadow")),
                curve,
                strategy.analyses().stream().map(a -> StopWords.of(a, triggers)).toList(),
                limits(strategy)));
      }
    });
    return all;
  }

  private static List<Rollout> seen(Material material) {
    List<Rollout> all = new ArrayList<>();
    for (RolloutObject object : material.facts().of(RolloutObject.class)) {
      List<Stretch> curve = Curve.of(object);
      boolean known = all.stream().anyMatch(r -> r.name().equals(object.name()));
      if (!curve.isEmpty() && !known) {
        List<String> judges =
            object.analyses().stream().map(a -> a.value() + " has to pass").distinct().toList();
        all.add(new Rollout(object.name(), kind(object.strategy()), curve, judges, List.of()));
      }
    }
    return all;
  }

  private static String kind(String name) {
    return switch (name) {
      case "blueGreen" -> "blue/green";
      case "bigBang" -> "big bang";
      default -> name;
    };
  }

  private static List<String> limits(Cd.Strategy strategy) {
    List<String> limits = new ArrayList<>();
    Cd.Canary canary = strategy.canary();
    Cd.BlueGreen blueGreen = strategy.blueGreen();
    Integer most =
        canary != null
            ? canary.maxExposedRequests()
            : blueGreen == null ? null : blueGreen.maxExposedRequests();
    if (most != null) {
      limits.add("at most " + most + " requests reach a release before it is proven");
    }
    Duration deadline = canary == null ? null : canary.progressDeadline();
    if (deadline != null) {
      limits.add("without progress for " + Words.span(deadline) + " it is given up");
    }
    Duration warmUp = canary == null ? null : canary.warmUp();
    if (warmUp != null) {
      limits.add("the first " + Words.span(warmUp) + " are not judged");
    }
    return limits;
  }
}
