package dev.sluice.drivers.argo;

import dev.sluice.drivers.kubernetes.Api;
import dev.sluice.drivers.kubernetes.Image;
import dev.sluice.drivers.kubernetes.Mark;
import dev.sluice.drivers.kubernetes.StaleException;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import io.fabric8.kubernetes.client.Config;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Rollout of Argo Rollouts, whose controller moves the traffic through the steps of the object.
/// An order becomes what the controller understands: the image of the canary begins it, a promotion
/// leads to the next weight, an abort takes all traffic back, and the image of the stable release
/// ends it.
///
/// Requests are bounded in time and asked once. Several processes may use it at once: each writes
/// only what is still as it has read it, and the number of its order first. Safe for several
/// threads.
public final class ArgoTarget implements TrafficTarget {
  private static final int TRIES = 14;
  private static final long PAUSE_MILLIS = 40;

  private final RolloutApi objects;
  private final InstantSource clock;

  /// The order that moved it and was seen to be done, as it is written on it.
  private volatile @Nullable String done;

  private ArgoTarget(RolloutApi objects, InstantSource clock) {
    this.objects = objects;
    this.clock = clock;
  }

  /// Opens what a delivery declares; nothing is asked yet.
  ///
  /// @throws PortException when the kubeconfig has no such context
  public static ArgoTarget open(Cd.ArgoRollouts settings, InstantSource clock)
      throws PortException {
    return open(settings, Api.config(settings.context()), clock);
  }

  /// The same with a kubeconfig that was read before.
  static ArgoTarget open(Cd.ArgoRollouts settings, Config config, InstantSource clock) {
    Api api = Api.open(config, settings.namespace());
    Image image = new Image(settings.image(), settings.container());
    return new ArgoTarget(new RolloutApi(api, settings.rollout(), image), clock);
  }

  /// Refuses a plan that the Rollout would not follow. To be asked before a rollout begins.
  ///
  /// @param weights the weights of the plan in their order, in percent; 0 and 100 may be left out
  /// @throws PortException when the steps of the Rollout have other weights, or cannot be steered
  public void admit(List<Integer> weights) throws PortException, InterruptedException {
    Rollout rollout = objects.rollout();
    if (!rollout.steps().are(weights)) {
      throw PortException.terminal(
          "the plan has the weights %s, but the steps of %s have %s: make them the same"
              .formatted(weights, Mark.named(rollout.object()), rollout.steps().weights()));
    }
  }

  @Override
  public Seen look(Pair pair) throws PortException, InterruptedException {
    Instant at = clock.instant();
    Rollout rollout = objects.rollout();
    Pods pods = objects.pods(rollout);
    Fleet stable = pods.fleet(pair.stable(), rollout);
    Fleet canary = pods.fleet(pair.canary(), rollout);
    if (stable.weight() + canary.weight() == 0) {
      throw PortException.terminal(
          "%s sends its requests to %s, which is none of the releases %s and %s"
              .formatted(
                  Mark.named(rollout.object()),
                  pods.image(rollout.stable()),
                  pair.stable().id().brief(),
                  pair.canary().id().brief()));
    }
    return new Seen(at, generation(rollout), stable, canary, 0, null);
  }

  /// The newest order whose image the controller has seen, and before that one that still moves the
  /// Rollout. Whoever else moves it later does not make that order undone.
  private long generation(Rollout rollout) throws PortException {
    long newest = Mark.generation(rollout.object());
    String from = Rollout.text(Mark.annotation(rollout.object(), RolloutApi.FROM));
    int at = from.indexOf('@');
    if (at > 0 && !from.equals(done)) {
      if (rollout.isUnsettled(from)) {
        return Math.max(0, Long.parseLong(from.substring(0, at)) - 1);
      }
      done = from;
    }
    return rollout.observed() ? newest : Math.max(0, newest - 1);
  }

  @Override
  public void tell(Pair pair, Order order) throws PortException, InterruptedException {
    @Nullable StaleException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        if (Telling.once(objects, pair, order)) {
          return;
        }
      } catch (StaleException e) {
        last = e;
      }
      Thread.sleep(PAUSE_MILLIS << Math.min(i, 4));
    }
    String why = last == null ? "its controller has not moved it yet" : last.getMessage();
    throw PortException.passing("order %d was not done: %s".formatted(order.generation(), why));
  }

  @Override
  public void close() {
    objects.api().close();
  }
}
