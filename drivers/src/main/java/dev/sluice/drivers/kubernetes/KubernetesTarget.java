package dev.sluice.drivers.kubernetes;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deployments behind a route of the Gateway API: for each release a Deployment made after the one
/// that the target names, with a Service, and the shares as weights of the route's backends.
///
/// Requests are bounded in time and asked once. Several processes may use it at once: each writes
/// only what is still as it has read it, and the number of its order with it. Safe for several
/// threads.
public final class KubernetesTarget implements TrafficTarget {
  /// How often an order is tried anew since somebody changed an object between reading and writing;
  /// status that controllers write counts as well.
  private static final int TRIES = 12;

  private static final long PAUSE_MILLIS = 40;

  private final Api api;
  private final Blueprint blueprint;
  private final InstantSource clock;

  private KubernetesTarget(Api api, Blueprint blueprint, InstantSource clock) {
    this.api = api;
    this.blueprint = blueprint;
    this.clock = clock;
  }

  /// Opens what a delivery declares; nothing is asked yet.
  ///
  /// @throws PortException when the kubeconfig has no such context
  public static KubernetesTarget open(Cd.Kubernetes settings, InstantSource clock)
      throws PortException {
    return open(settings, Api.config(settings.context()), clock);
  }

  /// The same with a kubeconfig that was read before.
  static KubernetesTarget open(Cd.Kubernetes settings, Config config, InstantSource clock) {
    Api api = Api.open(config, settings.namespace());
    return new KubernetesTarget(api, Blueprint.of(settings), clock);
  }

  @Override
  public Seen look(Pair pair) throws PortException, InterruptedException {
    Instant at = clock.instant();
    World world = World.read(api, blueprint);
    Unit stable = Unit.of(api, world, pair, Side.STABLE);
    Unit canary = Unit.of(api, world, pair, Side.CANARY);
    Rules rules = world.rules(stable.backend(), canary.backend());
    RouteStatus status = RouteStatus.of(world.route());
    @Nullable String refusal = status.refusal();
    if (refusal != null) {
      throw PortException.passing(refusal);
    }
    Before shares = Before.of(rules);
    if (!status.taken()) {
      shares = shares.or(Before.parse(Mark.annotation(world.route(), Mark.BEFORE)));
    }
    Readiness readiness = Readiness.read(api, stable.backend(), canary.backend());
    return new Seen(
        at,
        generation(world, List.of(stable, canary), status),
        fleet(stable, shares, readiness),
        fleet(canary, shares, readiness),
        shares.mirrors().getOrDefault(canary.backend().service(), 0),
        null);
  }

  private static Fleet fleet(Unit unit, Before shares, Readiness readiness) {
    int share = shares.shares().getOrDefault(unit.backend().service(), 0);
    Deployment d = unit.deployment();
    return d == null
        ? new Fleet(0, 0, share)
        : new Fleet(Readiness.replicas(d), readiness.ready(d, unit.backend()), share);
  }

  /// The newest order that is written on all objects. What is not there carries none: it would have
  /// been made before the number was written anywhere. Rules that gateways still have to take may
  /// not have taken effect.
  private static long generation(World world, List<Unit> units, RouteStatus status)
      throws PortException {
    long newest = Mark.generation(world.route());
    for (Unit unit : units) {
      Deployment d = unit.deployment();
      if (d != null) {
        newest = Math.min(newest, Mark.generation(d));
      }
    }
    long routed = Mark.number(world.route(), Mark.ROUTED);
    return status.taken() || routed == 0 ? newest : Math.min(newest, routed - 1);
  }

  @Override
  public void tell(Pair pair, Order order) throws PortException, InterruptedException {
    @Nullable StaleException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        if (Telling.once(api, blueprint, pair, order)) {
          return;
        }
      } catch (StaleException e) {
        last = e;
        Thread.sleep(PAUSE_MILLIS << Math.min(i, 4));
      }
    }
    String why = last == null ? "objects vanish as soon as they are made" : last.getMessage();
    throw PortException.passing("order %d was not done: %s".formatted(order.generation(), why));
  }

  @Override
  public void close() {
    api.close();
  }
}
