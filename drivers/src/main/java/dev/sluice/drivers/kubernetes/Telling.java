package dev.sluice.drivers.kubernetes;

import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Does one order, once. Its number is written on every object before the one that it changes, and
/// on that one in the same request: always on the object as it was read, and never over a greater
/// one. So where every object carries a number, no older order can change anything any more.
final class Telling {
  private static final String REPLICAS =
      "leave spec.replicas out of what they apply: sluice says how many instances there are";
  private static final String RULES =
      "leave spec.rules out of what they apply, and give the rules to sluice with the annotation "
          + Mark.RULES
          + ": sluice on the route (docs/targets.md)";

  private final Api api;
  private final World world;
  private final Order order;
  private final Unit stable;
  private final Unit canary;

  private Telling(Api api, World world, Order order, Unit stable, Unit canary) {
    this.api = api;
    this.world = world;
    this.order = order;
    this.stable = stable;
    this.canary = canary;
  }

  /// @return false when objects had to be made first, so that it is to be asked again
  /// @throws StaleException when somebody has changed an object meanwhile
  static boolean once(Api api, Blueprint blueprint, Pair pair, Order order)
      throws PortException, StaleException, InterruptedException {
    World world = World.read(api, blueprint);
    if (world.newest() > order.generation()) {
      return true;
    }
    Unit stable = Unit.of(api, world, pair, Side.STABLE);
    Unit canary = Unit.of(api, world, pair, Side.CANARY);
    if (stable.deployment() == null || canary.deployment() == null) {
      make(api, world, List.of(stable, canary), order);
      return false;
    }
    new Telling(api, world, order, stable, canary).run();
    return true;
  }

  /// @param units the stable one first
  private static void make(Api api, World world, List<Unit> units, Order order)
      throws PortException, StaleException, InterruptedException {
    Adoption adoption = Adoption.of(api, world);
    History.prune(api, world, units, adoption.services());
    for (Unit unit : units) {
      if (unit.deployment() == null) {
        adoption.keepApart(unit.release(), units.getFirst().backend().service());
        Blueprint blueprint = world.blueprint();
        Deployment made =
            blueprint.deployment(world.template(), unit.release(), order.generation());
        try {
          api.create(Kind.SERVICES, blueprint.service(world.template(), unit.release()));
        } catch (StaleException e) {
          // An earlier try has come so far.
        }
        api.create(Kind.DEPLOYMENTS, made);
      }
    }
  }

  private void run() throws PortException, StaleException, InterruptedException {
    Rules rules = world.rules(stable.backend(), canary.backend());
    if (!rules.lead()) {
      throw PortException.terminal(
          "no rule of %s leads to any release of %s"
              .formatted(Mark.named(world.route()), Mark.named(world.template())));
    }
    switch (order) {
      case Order.SetWeight w -> {
        stampAllBut(null);
        route(rules, rules.share(stable.backend(), canary.backend(), w.canary()));
      }
      case Order.SetMirror m -> {
        stampAllBut(null);
        route(rules, rules.mirror(canary.backend(), m.percent()));
      }
      case Order.Scale s -> scale(rules, s);
    }
  }

  private void scale(Rules rules, Order.Scale scale)
      throws PortException, StaleException, InterruptedException {
    Unit unit = scale.side() == Side.STABLE ? stable : canary;
    stampAllBut(unit);
    if (Mark.generation(world.route()) < order.generation()) {
      route(rules, rules);
    }
    if (scale.replicas() == 0) {
      keepWhatIsUsed(unit, rules);
    }
    apply(unit, scale.replicas());
  }

  /// Instances that may still get requests stay, whatever was ordered.
  private void keepWhatIsUsed(Unit unit, Rules rules) throws PortException {
    Before most = inEffect(rules);
    String service = unit.backend().service();
    int share = most.shares().getOrDefault(service, 0);
    int mirror = most.mirrors().getOrDefault(service, 0);
    if (share > 0 || mirror > 0) {
      throw PortException.passing(
          "%s still sends %d %% of the requests to Service %s: its instances stay"
              .formatted(Mark.named(world.route()), Math.max(share, mirror), service));
    }
  }

  private Before inEffect(Rules rules) {
    Before now = Before.of(rules);
    return RouteStatus.of(world.route()).taken()
        ? now
        : now.or(Before.parse(Mark.annotation(world.route(), Mark.BEFORE)));
  }

  private void stampAllBut(@Nullable Unit last)
      throws PortException, StaleException, InterruptedException {
    for (Unit unit : List.of(stable, canary)) {
      Deployment d = unit.deployment();
      if (!unit.equals(last) && d != null && (unit.unmarked() || isOlder(d))) {
        apply(unit, Readiness.replicas(d));
      }
    }
    for (Deployment d : world.marked()) {
      if (!stable.is(d) && !canary.is(d) && Readiness.replicas(d) > 0 && isOlder(d)) {
        apply(d, Map.of(), Map.of(), Readiness.replicas(d));
      }
    }
  }

  private boolean isOlder(Deployment deployment) throws PortException {
    return Mark.generation(deployment) < order.generation();
  }

  private void apply(Unit unit, int replicas)
      throws PortException, StaleException, InterruptedException {
    Deployment d = unit.deployment();
    if (d == null) {
      throw new IllegalStateException("a release without a Deployment is made first");
    }
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(Mark.IDENTITY, unit.release().id().value());
    if (!d.getMetadata().getName().equals(unit.backend().service())) {
      annotations.put(Mark.SERVICE, unit.backend().toString());
    }
    apply(d, world.blueprint().marks(unit.release()), annotations, replicas);
  }

  private void apply(
      Deployment deployment,
      Map<String, String> labels,
      Map<String, String> annotations,
      int replicas)
      throws PortException, StaleException, InterruptedException {
    Deployment applied =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName())
            .withNamespace(deployment.getMetadata().getNamespace())
            .withResourceVersion(deployment.getMetadata().getResourceVersion())
            .withLabels(labels)
            .withAnnotations(annotations)
            .addToAnnotations(Mark.GENERATION, Long.toString(order.generation()))
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .endSpec()
            .build();
    boolean force = Ownership.appliers(deployment, "spec", "replicas").isEmpty();
    api.apply(Kind.DEPLOYMENTS, applied, force, REPLICAS);
  }

  private void route(Rules before, Rules rules)
      throws PortException, StaleException, InterruptedException {
    HTTPRoute route = world.route();
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(Mark.GENERATION, Long.toString(order.generation()));
    boolean changed = !before.all().equals(rules.all());
    long routed = changed ? order.generation() : Mark.number(route, Mark.ROUTED);
    annotations.put(Mark.ROUTED, Long.toString(routed));
    annotations.put(Mark.BEFORE, inEffect(before).toString());
    HTTPRoute applied =
        new HTTPRouteBuilder()
            .withNewMetadata()
            .withName(route.getMetadata().getName())
            .withNamespace(route.getMetadata().getNamespace())
            .withResourceVersion(route.getMetadata().getResourceVersion())
            .withAnnotations(annotations)
            .endMetadata()
            .withNewSpec()
            .withRules(rules.all())
            .endSpec()
            .build();
    boolean force =
        Mark.OWNER.equals(Mark.annotation(route, Mark.RULES))
            || Ownership.appliers(route, "spec", "rules").isEmpty();
    api.apply(Kind.ROUTES, applied, force, RULES);
  }
}
