package dev.sluice.engine.drive;

import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Pending;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.Store;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Does what was decided, in order, and says so. Whoever dies between doing and saying does it once
/// more, which is as good as once.
final class Performer {
  private final Store store;
  private final World world;
  private final Settings settings;
  private final InstantSource clock;

  Performer(Store store, World world, Settings settings, InstantSource clock) {
    this.store = store;
    this.world = world;
    this.settings = settings;
    this.clock = clock;
  }

  /// Does all that is to be done. What fails is left for the next time; of actions at the same
  /// place, those after it are left too, so that their order stays.
  void perform(Run run, Troubles troubles) throws InterruptedException {
    if (run.pending() == 0) {
      return;
    }
    List<Pending> all = store.outgoing(run.id());
    List<Outside> actions =
        UnreadableRunException.orElse(
            run.id(),
            () -> all.stream().map(p -> Codec.read(p.action().json(), Outside.class)).toList());
    Set<String> stuck = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      Pending pending = all.get(i);
      Outside action = actions.get(i);
      String place = place(action);
      Instant next = pending.next();
      if (superseded(action, actions.subList(i + 1, actions.size()))) {
        said(run, pending);
      } else if (stuck.contains(place) || (next != null && clock.instant().isBefore(next))) {
        stuck.add(place);
      } else if (!performed(run, pending, action, troubles)) {
        stuck.add(place);
      }
    }
  }

  private boolean performed(Run run, Pending pending, Outside action, Troubles troubles)
      throws InterruptedException {
    try {
      String id = run.id() + "/" + pending.action().seq();
      switch (action) {
        case Outside.Tell t ->
            world.target(t.pair().service(), t.pair().environment()).tell(t.pair(), t.order());
        case Outside.Notice n -> world.notify(id, n);
        case Outside.Evidence r -> world.publish(id, r);
      }
      troubles.over(place(action), clock.instant());
      said(run, pending);
      return true;
    } catch (PortException e) {
      troubles.met(place(action), e, clock.instant());
      Instant now = clock.instant();
      boolean _ =
          store.failed(
              run.id(),
              pending.action().seq(),
              run.epoch(),
              now,
              String.valueOf(e.getMessage()),
              now.plus(settings.retry()));
      return false;
    }
  }

  private void said(Run run, Pending pending) {
    boolean _ = store.done(run.id(), pending.action().seq(), run.epoch(), clock.instant());
  }

  private static String place(Outside action) {
    return switch (action) {
      case Outside.Tell t -> "orders to " + t.pair().service();
      case Outside.Notice _ -> "notices";
      case Outside.Evidence _ -> "records";
    };
  }

  /// Whether a later order says the same thing anew. The earlier one is never done then, and the
  /// target will refuse it, since a later one will have been done.
  private static boolean superseded(Outside action, List<Outside> later) {
    return action instanceof Outside.Tell told
        && later.stream()
            .anyMatch(o ->
                o instanceof Outside.Tell t
                    && t.pair().equals(told.pair())
                    && kind(t.order()).equals(kind(told.order())));
  }

  private static String kind(Order order) {
    return switch (order) {
      case Order.SetWeight _ -> "weight";
      case Order.SetMirror _ -> "mirror";
      case Order.Scale s -> "scale " + s.side();
    };
  }
}
