package dev.sluice.drivers.argo;

import dev.sluice.drivers.kubernetes.Mark;
import dev.sluice.drivers.kubernetes.StaleException;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import java.util.Map;
import java.util.TreeMap;

/// Does one order, once, in the words of the Rollout: an image that begins a canary, a promotion,
/// an abort. The number of the order is written on the object first, where it is greater than the
/// one that stands there; what is changed after that is changed on the object as it was then, so an
/// older order cannot come between.
final class Telling {
  private final RolloutApi objects;
  private final Rollout rollout;
  private final Pods pods;
  private final Pair pair;
  private final Order order;

  private Telling(RolloutApi objects, Rollout rollout, Pods pods, Pair pair, Order order) {
    this.objects = objects;
    this.rollout = rollout;
    this.pods = pods;
    this.pair = pair;
    this.order = order;
  }

  /// @return false when the controller has to do something first, so that it is to be asked again
  /// @throws StaleException when somebody has changed the object meanwhile
  static boolean once(RolloutApi objects, Pair pair, Order order)
      throws PortException, StaleException, InterruptedException {
    Rollout rollout = objects.rollout();
    if (Mark.generation(rollout.object()) > order.generation()) {
      return true;
    }
    Pods pods = objects.pods(rollout);
    return new Telling(objects, rollout, pods, pair, order).run();
  }

  private boolean run() throws PortException, StaleException, InterruptedException {
    return switch (order) {
      case Order.Scale s -> scale(s);
      case Order.SetWeight w -> weigh(w);
      case Order.SetMirror m -> {
        if (m.percent() > 0) {
          throw PortException.terminal(
              named() + ": sluice cannot have Argo Rollouts mirror requests");
        }
        yield keep();
      }
    };
  }

  private String named() {
    return Mark.named(rollout.object());
  }

  /// Writes the number of the order, and leaves all else as it is. An older order that was to move
  /// it and has not done so never will now; one that has, has to be seen to its end.
  private boolean keep() throws PortException, StaleException, InterruptedException {
    String from = Rollout.text(Mark.annotation(rollout.object(), RolloutApi.FROM));
    boolean moving = rollout.isMoving(from);
    return claim(rollout.image(), moving ? from : "");
  }

  private boolean claim(String image, String from)
      throws PortException, StaleException, InterruptedException {
    String version = objects.claim(rollout, order.generation(), image, from);
    return !version.isEmpty();
  }

  private boolean scale(Order.Scale scale)
      throws PortException, StaleException, InterruptedException {
    Release release = pair.of(scale.side());
    boolean wanted = isWanted(release);
    boolean stable = isStable(release);
    if (scale.replicas() == 0) {
      return gone(release, wanted, stable);
    }
    if (wanted || stable) {
      return keep();
    }
    if (rollout.inProgress()) {
      throw PortException.passing(
          "%s rolls out %s; it cannot begin with another image"
              .formatted(named(), rollout.image()));
    }
    return claim(pods.image(release), "");
  }

  /// Whether it is what the Rollout shall run.
  private boolean isWanted(Release release) throws PortException {
    return pods.image().isOf(release, rollout.image());
  }

  private boolean isStable(Release release) throws PortException {
    String image = pods.image(rollout.stable());
    return image != null && pods.image().isOf(release, image);
  }

  /// An image that is taken back ends the canary; all other pods go when Argo sees that they are
  /// not needed.
  private boolean gone(Release release, boolean wanted, boolean stable)
      throws PortException, StaleException, InterruptedException {
    int weight = pods.fleet(release, rollout).weight();
    if (weight > 0) {
      throw PortException.passing(
          "%s still sends %d %% of the requests to release %s: its instances stay"
              .formatted(named(), weight, release.id().brief()));
    }
    if (!wanted || stable) {
      return keep();
    }
    String back = pods.image(rollout.stable());
    if (back == null) {
      throw PortException.passing(
          named() + ": there is no ReplicaSet with the hash " + rollout.stable());
    }
    return claim(back, "");
  }

  private boolean weigh(Order.SetWeight weigh)
      throws PortException, StaleException, InterruptedException {
    boolean canary = isWanted(pair.of(Side.CANARY));
    if (canary == isWanted(pair.of(Side.STABLE))) {
      throw PortException.terminal(
          "%s is to run %s, which is %s of the two releases"
              .formatted(named(), rollout.image(), canary ? "the image of both" : "none"));
    }
    int share = canary ? weigh.canary() : 100 - weigh.canary();
    if (!rollout.observed()) {
      return false;
    }
    if (rollout.inProgress()) {
      return share(share);
    }
    // What runs shall give requests to the other: that becomes what is rolled out.
    if (share == 100) {
      return keep();
    }
    String other = pods.image(pair.of(canary ? Side.STABLE : Side.CANARY));
    return !claim(other, order.generation() + "@" + Rollout.BEGUN);
  }

  /// @param share what the release that is being rolled out shall get
  private boolean share(int share) throws PortException, StaleException, InterruptedException {
    int now = rollout.weight(rollout.current());
    if (rollout.aborted()) {
      if (share > 0) {
        throw PortException.passing(named() + " was aborted: " + rollout.message());
      }
      return keep();
    }
    if (share == 0) {
      // Argo ignores an abort of what was promoted fully (argo-rollouts#4461): that is taken back.
      return (now == 0 && rollout.atRest())
          ? keep()
          : change(Map.of("abort", true, "promoteFull", false));
    }
    if (rollout.promotedFully()) {
      return onTheWay(share);
    }
    if (!rollout.atRest()) {
      return isClaimed() ? onTheWay(share) : false;
    }
    return share == now ? keep() : up(share, now);
  }

  /// Whether this very order was begun before.
  private boolean isClaimed() throws PortException {
    return Mark.generation(rollout.object()) == order.generation();
  }

  private boolean onTheWay(int share) throws PortException, StaleException, InterruptedException {
    if (rollout.promotedFully() && share < 100) {
      throw PortException.passing(named() + " was promoted fully: it can only be aborted");
    }
    return isClaimed() || keep();
  }

  private boolean up(int share, int now)
      throws PortException, StaleException, InterruptedException {
    if (share < now) {
      throw PortException.passing(
          "%s sends %d %% to what it rolls out; it takes back all of it, or nothing"
              .formatted(named(), now));
    }
    int next = rollout.steps().after(rollout.index());
    Map<String, Object> status = new TreeMap<>();
    status.put("pauseConditions", null);
    if (share == 100 && next != 100) {
      status.put("promoteFull", true);
    } else if (share != next) {
      throw PortException.terminal(
          "%s goes from %d %% to %d %%, not to %d %%: its steps have the weights %s"
              .formatted(named(), now, next, share, rollout.steps().weights()));
    }
    return change(status);
  }

  private boolean change(Map<String, ?> status)
      throws PortException, StaleException, InterruptedException {
    String version =
        objects.claim(
            rollout,
            order.generation(),
            rollout.image(),
            order.generation() + "@" + rollout.place());
    objects.status(version, status);
    return true;
  }
}
