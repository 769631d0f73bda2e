package dev.sluice.engine.drive;

import dev.sluice.engine.store.Opened;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.Store;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.rollout.State;
import dev.sluice.release.steering.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries out every run of a store that nobody else carries out. Any number of engines may work on
/// one store: a run belongs to one at a time, and one that dies loses what it has to the others.
///
/// For several threads at once. It has no thread of its own: somebody calls [#pass] a few times in
/// a second.
public final class Engine implements AutoCloseable {
  private static final int MOST = 2_000;

  private final Store store;
  private final Launch launch;
  private final Settings settings;
  private final InstantSource clock;
  private final String name;
  private final Consumer<Throwable> failed;
  private final Senses senses;
  private final Performer performer;
  private final Resumption resumption;
  private final EntryChecks checks;
  private final Map<String, Carried> held = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Set<String> aside = ConcurrentHashMap.newKeySet();

  /// @param name names this engine; no two have the same
  /// @param failed is told of turns that ended in a fault of ours; their runs are tried again. Of a
  ///   run that another build has written it is told once
  public Engine(
      Store store,
      World world,
      Launch launch,
      Settings settings,
      InstantSource clock,
      String name,
      Consumer<Throwable> failed) {
    this.store = store;
    this.launch = launch;
    this.settings = settings;
    this.clock = clock;
    this.name = name;
    this.failed = failed;
    this.senses = new Senses(world, settings, clock);
    this.performer = new Performer(store, world, settings, clock);
    this.resumption = new Resumption(store);
    this.checks = new EntryChecks(world, store, settings, clock);
  }

  /// Begins a run.
  ///
  /// @param by who asks for it
  public Opened begin(Brief brief, String by) {
    return store.open(Ledger.opening(brief, by, clock.instant()));
  }

  /// Gives a turn to every run that wants one, and returns at once when the executor does.
  public void pass(Executor executor) {
    Instant now = clock.instant();
    for (Run run : store.claim(name, now, settings.lease(), MOST)) {
      Carried known = held.get(run.id());
      if (known != null && known.run().epoch() == run.epoch()) {
        known.next(Instant.MIN);
      } else if (!aside.contains(run.id()) && busy.add(run.id())) {
        executor.execute(() -> turn(run.id(), () -> take(run)));
      }
    }
    held.forEach((id, carried) -> {
      if (!clock.instant().isBefore(carried.next()) && busy.add(id)) {
        executor.execute(() -> turn(id, () -> carried));
      }
    });
  }

  /// A run that nobody had, or somebody else.
  private Carried take(Run run) {
    Carried carried = resumption.of(run);
    held.put(run.id(), carried);
    return carried;
  }

  /// How many runs it has.
  public int holds() {
    return held.size();
  }

  /// Runs that another build has to carry on.
  public Set<String> aside() {
    return Set.copyOf(aside);
  }

  private void turn(String id, Supplier<Carried> run) {
    try {
      work(run.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      held.remove(id);
    } catch (UnreadableRunException e) {
      held.remove(id);
      if (aside.add(id)) {
        failed.accept(e);
      }
    } catch (RuntimeException e) {
      held.remove(id);
      failed.accept(e);
    } finally {
      busy.remove(id);
    }
  }

  private void work(Carried carried) throws InterruptedException {
    performer.perform(carried.run(), carried);
    if (!carried.run().open()) {
      finish(carried);
      return;
    }
    Turn turn = new Turn(carried, store, launch, clock);
    turn.superseded();
    turn.holds();
    turn.below();
    checks.look(carried, turn.standing(), turn::give);
    turn.read();
    senses.look(carried, turn::give);
    turn.tick();
    Instant now = clock.instant();
    boolean beats = !now.isBefore(carried.run().changedAt().plus(settings.heartbeat()));
    if (turn.changed() || beats) {
      keep(carried, turn, now);
    }
    carried.next(now.plus(pace(carried.standing())));
  }

  private void keep(Carried carried, Turn turn, Instant now) throws InterruptedException {
    Instant due = turn.standing().open() ? now.plus(settings.heartbeat()) : now;
    Run run = turn.commit(due, now.plus(settings.lease()));
    if (run == null) {
      held.remove(carried.run().id());
      return;
    }
    carried.run(run);
    carried.standing(turn.standing());
    performer.perform(run, carried);
    if (!run.open()) {
      finish(carried);
    }
  }

  /// Lets go of a run that is over once nothing is to be done any more.
  private void finish(Carried carried) {
    carried.next(clock.instant().plus(settings.retry()));
    if (store.outgoing(carried.run().id()).isEmpty()) {
      held.remove(carried.run().id());
    }
  }

  /// How long a run can wait for its next turn.
  private Duration pace(Standing standing) {
    return switch (standing) {
      case Standing.OfRollout s ->
          switch (s.state()) {
            case State.Forward f -> pace(f.course().target());
            case State.Back b -> pace(b.course().target());
            case State.Refused _, State.Degraded _, State.Healthy _ -> settings.retry();
          };
      case Standing.OfRollback s ->
          s.state() instanceof dev.sluice.release.rollback.State.Returning
              ? settings.hurry()
              : settings.look();
      case Standing.OfPromotion _ -> settings.look();
    };
  }

  private Duration pace(Target target) {
    return target.settled() ? settings.look() : settings.hurry();
  }

  /// Lets go of every run, so that others needn't wait for its leases to end.
  @Override
  public void close() {
    store.release(name);
  }
}
