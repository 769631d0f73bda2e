package dev.sluice.cli.site;

import dev.sluice.engine.drive.Engine;
import dev.sluice.engine.drive.Settings;
import dev.sluice.engine.drive.World;
import dev.sluice.engine.plan.Planned;
import dev.sluice.engine.plan.Planning;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.Store;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries the runs of a store on, in the background, for as long as it is open. Other processes
/// may do so too; each run is carried by one of them.
public final class Carrier implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(150);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Store store;
  private final Planning planning;
  private final Engine engine;
  private final Consumer<Throwable> failed;
  private final ExecutorService turns;
  private final Thread thread;

  /// @param failed is told of faults of ours, each of which is tried again
  public Carrier(
      Store store, Planning planning, World world, Settings settings, Consumer<Throwable> failed) {
    this.store = store;
    this.planning = planning;
    this.failed = failed;
    this.engine =
        new Engine(
            store,
            world,
            this::rollout,
            settings,
            InstantSource.system(),
            "sluice-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID(),
            failed);
    this.turns = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("run-", 0).factory());
    this.thread = Thread.ofPlatform().daemon().name("sluice-engine").start(this::beat);
  }

  /// Begins runs.
  public Engine engine() {
    return engine;
  }

  private void beat() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        pass();
        Thread.sleep(BEAT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass() {
    try {
      engine.pass(turns);
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  /// The rollout of a release that was let in, unless its target is steered by another run.
  private Brief.@Nullable OfRollout rollout(Run promotion, Release release, Instant now) {
    RunFilter there = RunFilter.all(10).open(true);
    boolean occupied =
        store.runs(there.on(promotion.service(), promotion.environment())).stream()
            .anyMatch(run -> run.kind().steers());
    if (occupied) {
      return null;
    }
    return switch (planning.rollout(promotion.environment(), release, now)) {
      case Planned.Ready<Brief.OfRollout> ready -> ready.brief();
      case Planned.Refused<Brief.OfRollout> _ -> null;
    };
  }

  /// Ends after the turns that have begun, and lets go of every run.
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
      turns.shutdown();
      if (!turns.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        turns.shutdownNow();
      }
    } catch (InterruptedException e) {
      turns.shutdownNow();
      Thread.currentThread().interrupt();
    }
    engine.close();
  }
}
