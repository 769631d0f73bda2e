package dev.sluice.flow.loading;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.ReleaseSafety;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a rollback rests on: which service calls which, and how versions of schemas are read.
final class ReleaseChecks {
  private ReleaseChecks() {}

  static void check(Delivery delivery, Report report) {
    Context context = delivery.context();
    if (context != null) {
      services(context.services(), report);
    }
    ReleaseSafety safety = delivery.releaseSafety();
    ReleaseSafety.Schema schema = safety == null ? null : safety.schema();
    if (schema != null) {
      versions(schema, report);
    }
  }

  private static void services(List<Context.Service> services, Report report) {
    Map<String, Context.Service> known = new LinkedHashMap<>();
    services.forEach(s -> known.putIfAbsent(s.name(), s));
    for (Context.Service service : services) {
      for (int i = 0; i < service.dependsOn().size(); i++) {
        report.unknown(
            service.at().of("dependsOn[" + i + "]"),
            "unknown-service",
            "a service of `context.services`",
            service.dependsOn().get(i),
            known.keySet(),
            "add it under `context.services`, or remove it here");
      }
    }
    Set<String> circling = circling(known);
    if (!circling.isEmpty()) {
      circle(known, circling, report);
    }
  }

  /// Services that call each other in circles, and those that call them: what is left when those
  /// that call nobody that is left are taken away, again and again.
  private static Set<String> circling(Map<String, Context.Service> known) {
    Map<String, Integer> calls = new HashMap<>();
    Map<String, List<String>> callers = new HashMap<>();
    known.forEach((name, service) -> {
      List<String> called = service.dependsOn().stream().filter(known::containsKey).toList();
      calls.put(name, called.size());
      called.forEach(c -> callers.computeIfAbsent(c, _ -> new ArrayList<>()).add(name));
    });
    Set<String> left = new LinkedHashSet<>(known.keySet());
    Deque<String> free = new ArrayDeque<>(left.stream().filter(n -> zero(calls, n)).toList());
    while (!free.isEmpty()) {
      String name = free.remove();
      left.remove(name);
      for (String caller : callers.getOrDefault(name, List.of())) {
        calls.merge(caller, -1, Integer::sum);
        if (zero(calls, caller)) {
          free.add(caller);
        }
      }
    }
    return left;
  }

  private static boolean zero(Map<String, Integer> calls, String name) {
    return calls.getOrDefault(name, 0) == 0;
  }

  /// Reports the first circle that one comes by.
  private static void circle(
      Map<String, Context.Service> known, Set<String> circling, Report report) {
    Set<String> way = new LinkedHashSet<>();
    String name = circling.iterator().next();
    while (way.add(name)) {
      name = called(known, circling, name);
    }
    Context.Service service = requireNonNull(known.get(name));
    String next = called(known, circling, name);
    report.add(
        service.at().of("dependsOn[" + service.dependsOn().indexOf(next) + "]"),
        "service-circle",
        "services that call each other in one direction",
        "a circle from `" + name + "` through `" + next + "`",
        "leave out the call that a rollback may break: those that call others go back first");
  }

  private static String called(
      Map<String, Context.Service> known, Set<String> circling, String name) {
    return requireNonNull(known.get(name)).dependsOn().stream()
        .filter(circling::contains)
        .findFirst()
        .orElseThrow();
  }

  private static void versions(ReleaseSafety.Schema schema, Report report) {
    Report.Once stores = report.once("store");
    for (ReleaseSafety.SchemaVersion version : schema.versions()) {
      stores.name(version.store(), version.at().of("store"));
      if (version.command().isEmpty() || version.command().getFirst().isBlank()) {
        report.add(
            version.at().of("command"),
            "empty-command",
            "a command and its words",
            "none",
            "write the command that prints the version as a number, in a list of words");
      }
    }
  }
}
