package dev.sluice.flow.loading;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Config;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.delivery.ReleaseSafety;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Environments that are named exist, and the ways between them lead forward.
final class EnvironmentChecks {
  private EnvironmentChecks() {}

  static void check(Delivery delivery, Report report) {
    Map<String, Environment> known = new LinkedHashMap<>();
    delivery.environments().forEach(e -> known.putIfAbsent(e.name(), e));
    if (known.isEmpty()) {
      return; // nothing to hold the names against
    }
    for (Environment environment : delivery.environments()) {
      named(environment.at(), "promotesFrom", environment.promotesFrom(), known, report);
    }
    references(delivery, known, report);
    cycles(known, report);
  }

  private static void references(Delivery delivery, Map<String, Environment> known, Report report) {
    Cd cd = delivery.cd();
    if (cd != null) {
      cd.environments().forEach(e -> named(e.at(), "environment", e.environment(), known, report));
    }
    ReleaseSafety safety = delivery.releaseSafety();
    if (safety != null) {
      safety
          .triggers()
          .forEach(t -> named(t.at(), "environments", t.environments(), known, report));
      ReleaseSafety.Drill drill = safety.drill();
      String where = drill == null ? null : drill.environment();
      if (drill != null && where != null) {
        named(drill.at(), "environment", where, known, report);
      }
    }
    Config config = delivery.config();
    if (config != null) {
      config
          .differences()
          .forEach(d -> named(d.at(), "environments", d.environments(), known, report));
    }
  }

  private static void named(
      Origin at, String key, List<String> names, Map<String, Environment> known, Report report) {
    for (int i = 0; i < names.size(); i++) {
      named(at, key + "[" + i + "]", names.get(i), known, report);
    }
  }

  private static void named(
      Origin at, String key, String name, Map<String, Environment> known, Report report) {
    if (name.isEmpty() || known.containsKey(name)) {
      return;
    }
    String other =
        known.values().stream()
            .filter(e -> e.isCalled(name))
            .map(e -> "write `" + e.name() + "`")
            .findFirst()
            .orElse(
                "add it to `environments`, or name one of " + String.join(", ", known.keySet()));
    report.unknown(
        at.of(key), "unknown-environment", "a declared environment", name, known.keySet(), other);
  }

  /// Reports circles of promotion: walks round in what no order can hold.
  private static void cycles(Map<String, Environment> known, Report report) {
    Set<String> left = unordered(known);
    Set<String> walked = new HashSet<>();
    for (String start : left) {
      List<String> path = new ArrayList<>();
      String name = start;
      while (walked.add(name)) {
        path.add(name);
        name = below(known.get(name), left);
      }
      int back = path.indexOf(name);
      if (back >= 0) {
        cycle(known.get(path.getLast()), path.subList(back, path.size()), report);
      }
    }
  }

  /// The environments that lie in a circle or behind one. Source: Kahn's topological sort, 1962.
  private static Set<String> unordered(Map<String, Environment> known) {
    Map<String, List<String>> above = new HashMap<>();
    Map<String, Integer> waits = new HashMap<>();
    Deque<String> ready = new ArrayDeque<>();
    for (Environment environment : known.values()) {
      Set<String> below = new HashSet<>(environment.promotesFrom());
      below.retainAll(known.keySet());
      below.forEach(b -> above.computeIfAbsent(b, k -> new ArrayList<>()).add(environment.name()));
      waits.put(environment.name(), below.size());
      if (below.isEmpty()) {
        ready.add(environment.name());
      }
    }
    Set<String> left = new LinkedHashSet<>(known.keySet());
    while (!ready.isEmpty()) {
      String name = ready.remove();
      left.remove(name);
      for (String next : above.getOrDefault(name, List.of())) {
        if (waits.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    return left;
  }

  private static String below(@Nullable Environment environment, Set<String> names) {
    return environment == null
        ? ""
        : environment.promotesFrom().stream().filter(names::contains).findFirst().orElse("");
  }

  private static void cycle(@Nullable Environment last, List<String> circle, Report report) {
    if (last == null) {
      return;
    }
    report.add(
        last.at().of("promotesFrom[" + last.promotesFrom().indexOf(circle.getFirst()) + "]"),
        "promotion-cycle",
        "an environment below `" + last.name() + "`",
        "a circle: " + String.join(" from ", circle) + " from " + circle.getFirst(),
        "remove one `promotesFrom` of the circle");
  }
}
