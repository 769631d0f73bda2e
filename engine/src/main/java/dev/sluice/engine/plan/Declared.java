package dev.sluice.engine.plan;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.release.conduct.Aftermath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a delivery declares of releases, by environment and service.
public record Declared(Delivery delivery) {
  public Declared {
    requireNonNull(delivery, "delivery");
  }

  /// The services that are released; the delivery itself when it names none.
  public List<String> services() {
    Context context = delivery.context();
    List<String> named =
        context == null
            ? List.of()
            : context.services().stream().map(Context.Service::name).toList();
    return named.isEmpty() ? List.of(delivery.metadata().name()) : named;
  }

  /// The services that one calls, directly or through others.
  public Set<String> calls(String service) {
    Context context = delivery.context();
    List<Context.Service> all = context == null ? List.of() : context.services();
    Set<String> found = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(List.of(service));
    while (!left.isEmpty()) {
      String next = left.remove();
      all.stream()
          .filter(s -> s.name().equals(next))
          .flatMap(s -> s.dependsOn().stream())
          .filter(found::add)
          .forEach(left::add);
    }
    return found;
  }

  /// How the version is found out that the schema of a store has now.
  public Optional<ReleaseSafety.SchemaVersion> schemaVersion(String store) {
    ReleaseSafety safety = delivery.releaseSafety();
    ReleaseSafety.Schema schema = safety == null ? null : safety.schema();
    return schema == null
        ? Optional.empty()
        : schema.versions().stream().filter(v -> v.store().equals(store)).findFirst();
  }

  /// An environment by one of its names.
  public Optional<Environment> environment(String name) {
    return delivery.environments().stream().filter(e -> e.isCalled(name)).findFirst();
  }

  /// What takes the traffic of a service in an environment.
  public Optional<Cd.Target> target(String service, Environment environment) {
    Cd cd = delivery.cd();
    List<Cd.Target> targets = cd == null ? List.of() : cd.targets();
    boolean only = services().size() == 1;
    return targets.stream()
        .filter(t -> environment.isCalled(t.environment()))
        .filter(t -> service.equals(t.service()) || (only && t.service() == null))
        .findFirst();
  }

  /// The strategy of an environment: its own, or that of every production environment.
  public Optional<Cd.Strategy> strategy(Environment environment) {
    Cd cd = delivery.cd();
    if (cd == null) {
      return Optional.empty();
    }
    return cd.environments().stream()
        .filter(e -> environment.isCalled(e.environment()))
        .map(Cd.EnvironmentStrategy::strategy)
        .findFirst()
        .or(() -> Optional.ofNullable(cd.strategy()));
  }

  /// What follows in an environment when a release goes back.
  public Aftermath aftermath(Environment environment) {
    return Aftermath.of(delivery.releaseSafety(), analyses(environment));
  }

  /// Every analysis that is declared, the environment's own first.
  public List<Cd.Analysis> analyses(Environment environment) {
    List<Cd.Analysis> all = new ArrayList<>();
    strategy(environment).ifPresent(s -> all.addAll(s.analyses()));
    Cd cd = delivery.cd();
    if (cd != null) {
      List<Cd.Strategy> others = new ArrayList<>();
      Cd.Strategy every = cd.strategy();
      if (every != null) {
        others.add(every);
      }
      cd.environments().forEach(e -> others.add(e.strategy()));
      others.stream()
          .flatMap(s -> s.analyses().stream())
          .filter(a -> all.stream().noneMatch(known -> known.name().equals(a.name())))
          .forEach(all::add);
    }
    return List.copyOf(all);
  }
}
