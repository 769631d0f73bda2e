package dev.sluice.engine.drive;

import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.Store;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Starts the first release of an environment: nobody has to be protected from it, and there is
/// nothing to go back to. It may be called again after it was interrupted.
public final class First {
  private static final Duration STEP = Duration.ofMillis(200);

  private final Store store;
  private final InstantSource clock;
  private final Duration patience;

  /// @param patience how long instances may take to be ready
  public First(Store store, InstantSource clock, Duration patience) {
    this.store = store;
    this.clock = clock;
    this.patience = patience;
  }

  /// Starts it and gives it all the traffic.
  ///
  /// @param replicas instances that the whole traffic needs
  /// @throws PortException when the target refuses, when something else has traffic already, or
  ///   when the instances are not ready in time
  public void deploy(
      Release release, String environment, int replicas, TrafficTarget target, String by)
      throws PortException, InterruptedException {
    if (!store.deployed(release.service(), environment).isEmpty()) {
      throw PortException.terminal(
          "a release runs in " + environment + " already; sluice rollout start brings another");
    }
    Pair pair = new Pair(release.service(), environment, release, release);
    long before = target.look(pair).generation();
    target.tell(pair, new Order.Scale(before + 1, Side.STABLE, replicas));
    until(target, pair, fleet -> fleet.ready() >= replicas, replicas + " instances are ready");
    target.tell(pair, new Order.SetWeight(before + 2, 0));
    until(target, pair, fleet -> fleet.weight() == 100, "it has all the traffic");
    boolean first =
        store.deployFirst(new Deployment(release, environment, clock.instant(), true), by);
    if (!first) {
      throw PortException.terminal("somebody else has deployed to " + environment + " meanwhile");
    }
  }

  private void until(TrafficTarget target, Pair pair, Predicate<Fleet> is, String what)
      throws PortException, InterruptedException {
    Instant end = clock.instant().plus(patience);
    Fleet fleet = target.look(pair).stable();
    while (!is.test(fleet)) {
      if (!clock.instant().isBefore(end)) {
        throw PortException.passing(
            "expected that "
                + what
                + " within "
                + patience.toMinutes()
                + " minutes, but found "
                + fleet);
      }
      Thread.sleep(STEP);
      fleet = target.look(pair).stable();
    }
  }
}
