package dev.sluice.drivers.process;

import dev.sluice.drivers.balance.Balancer;
import dev.sluice.drivers.balance.Mirror;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.drivers.balance.Sharing;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.unit.ReleaseId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Takes orders, one at a time. An order that is taken is on disk before it has any effect, so that
/// whoever comes after a crash makes it true; one that is older than the newest is refused.
final class Desk {
  private static final String FILE = "told.json";

  private final Place place;
  private final Settings settings;
  private final Crew crew;
  private final Balancer balancer;
  private final Exposures exposures;
  private Told told;
  private long effective;
  private @Nullable Shares shared;

  private Desk(
      Place place,
      Settings settings,
      Crew crew,
      Balancer balancer,
      Exposures exposures,
      Told told) {
    this.place = place;
    this.settings = settings;
    this.crew = crew;
    this.balancer = balancer;
    this.exposures = exposures;
    this.told = told;
  }

  /// One that goes on from what is on disk.
  ///
  /// @param settings those that the supervisor was started with
  /// @param anew whether the balancer begins to count with this process
  static Desk open(Place place, Settings settings, Crew crew, Balancer balancer, boolean anew)
      throws IOException {
    Messages.Kept kept = place.read(FILE, Messages.Kept.class);
    return new Desk(
        place,
        settings,
        crew,
        balancer,
        Exposures.read(place, anew),
        kept == null ? Told.NOTHING : kept.told());
  }

  /// Takes an order.
  ///
  /// @return whether it was taken; else a newer one has been done
  synchronized boolean take(Order order, Told.Sides sides)
      throws PortException, IOException, InterruptedException {
    if (order.generation() <= told.generation()) {
      return false;
    }
    Told before = told;
    Told next = before.after(order, sides);
    check(order, sides, next);
    keep(next.tidy());
    shared = null;
    try {
      work();
    } catch (PortException e) {
      if (e.isTerminal()) {
        keep(before);
        throw e;
      }
    }
    return true;
  }

  /// Whether an order can be done, and does no harm now.
  private void check(Order order, Told.Sides sides, Told next)
      throws PortException, InterruptedException {
    if (!settings.sameBalancer(sides.settings())) {
      throw PortException.terminal(
          "the supervisor of this target shares requests out at "
              + settings.listen()
              + ", as was declared before: stop it, so that it begins with what is declared now");
    }
    if (!(order instanceof Order.Scale scale)) {
      return;
    }
    ReleaseId id = sides.of(scale.side()).id();
    Told.Entry entry = next.entries().get(id);
    if (scale.replicas() > 0 && entry != null) {
      Spawner.setpriv();
      new Recipe(entry.release(), entry.settings()).check();
    }
    if (scale.replicas() == 0) {
      Shares now = balancer.seen().shares();
      if (now.weight(id) > 0 || now.mirrored(id) > 0) {
        throw PortException.passing(
            "release " + id.brief() + " still has traffic: its last instances stay");
      }
    }
  }

  private void keep(Told next) throws IOException {
    place.write(FILE, Messages.Kept.of(next));
    Set<ReleaseId> gone = new TreeSet<>(told.entries().keySet());
    gone.removeAll(next.entries().keySet());
    gone.forEach(exposures::forget);
    told = next;
  }

  /// Makes true what was told, as far as it isn't: called after each order, whenever an instance
  /// has changed, and now and then.
  synchronized void work() throws PortException, InterruptedException {
    crew.adjust(told);
    Shares shares = crew.shares(told);
    if (!shares.equals(shared)) {
      shared = null;
      balancer.share(shares);
      shared = shares;
    }
    effective = told.generation();
    crew.end();
  }

  /// Weights that somebody sets by hand: they hold until the next order.
  synchronized void outside(Map<ReleaseId, Integer> weights)
      throws PortException, IOException, InterruptedException {
    boolean percentages = weights.values().stream().allMatch(w -> w >= 0 && w <= 100);
    int total = weights.values().stream().mapToInt(Integer::intValue).sum();
    if (!percentages || total > 100 || !told.entries().keySet().containsAll(weights.keySet())) {
      throw PortException.terminal(
          "expected percentages, together 100 at most, of releases that are there");
    }
    keep(
        new Told(
            told.generation(),
            Told.weights(told.entries(), weights, null),
            told.mirror(),
            told.percent()));
    work();
  }

  /// Reads what was counted, and keeps it. A balancer that has forgotten everything, as after a
  /// restart of its own, is told again.
  synchronized void count() throws PortException, IOException, InterruptedException {
    Sharing seen = balancer.seen();
    if (isNothing(seen.shares()) && !told.entries().isEmpty()) {
      shared = null;
    }
    exposures.count(seen.answered());
    exposures.write();
  }

  private static boolean isNothing(Shares shares) {
    return shares.portions().values().stream()
        .allMatch(portion -> portion.weight() == 0 && portion.instances().isEmpty());
  }

  /// What the target is now.
  synchronized Messages.State state() throws PortException, InterruptedException {
    Sharing seen = balancer.seen();
    exposures.count(seen.answered());
    Set<ReleaseId> releases = new TreeSet<>(told.entries().keySet());
    releases.addAll(seen.shares().portions().keySet());
    List<Messages.Fleet> fleets = new ArrayList<>();
    for (ReleaseId id : releases) {
      Told.Entry entry = told.entries().get(id);
      fleets.add(
          new Messages.Fleet(
              id.value(),
              entry == null ? 0 : entry.replicas(),
              crew.serving(id).size(),
              seen.shares().weight(id),
              exposures.of(id),
              crew.messages(id)));
    }
    Mirror mirror = seen.shares().mirror();
    return new Messages.State(
        effective,
        fleets,
        mirror == null ? null : mirror.release().value(),
        mirror == null ? 0 : mirror.percent(),
        ProcessHandle.current().pid());
  }

  /// Nobody gets new requests any more.
  synchronized void close() throws InterruptedException {
    try {
      balancer.share(Shares.NONE);
    } catch (PortException e) {
      System.err.println("sluice: requests may still come: " + e.getMessage());
    }
  }

  /// All instances end, when what is under way is done.
  synchronized void end(Duration patience) throws InterruptedException {
    crew.endAll(patience);
  }
}
