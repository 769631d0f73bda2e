package dev.sluice.cli.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.site.Sites;
import dev.sluice.drivers.demo.Behaviour;
import dev.sluice.drivers.demo.Load;
import dev.sluice.drivers.process.ProcessTarget;
import dev.sluice.engine.drive.First;
import dev.sluice.engine.drive.Journal;
import dev.sluice.engine.plan.Declared;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import dev.sluice.flow.loading.DeliveryLoader;
import dev.sluice.flow.loading.Loaded;
import dev.sluice.release.port.Pair;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.unit.Release;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rollout of real processes with real requests, while the process that steers it is killed again
/// and again. `-Dsluice.kills=N` says how often at most.
class KilledIT {
  private static final int KILLS = Math.clamp(Integer.getInteger("sluice.kills", 40) / 5, 4, 40);
  private static final Duration MOST = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  void goesOnAfterEachKillAndHarmsNobody() throws Exception {
    Path place = directory.resolve("place");
    Stage stage = Stage.of(place, Play.GOOD);
    Declared declared = declared(place);
    Release old = stage.release(Behaviour.failing("1.0.0", 0));
    Release fresh = stage.release(Behaviour.failing("2.0.0", 0));
    Pair pair = new Pair(Stage.SERVICE, Stage.ENVIRONMENT, old, fresh);
    Sites sites = new Sites(place, declared, ProcessTarget.Life.DETACHED, _ -> {});
    ProcessTarget target = (ProcessTarget) sites.target(Stage.SERVICE, Stage.ENVIRONMENT);
    try (Store store = Sqlite.open(place.resolve(".sluice/state.db"))) {
      store.keep(old, InstantSource.system().instant(), "lea", Map.of());
      store.keep(fresh, InstantSource.system().instant(), "lea", Map.of());
      new First(store, InstantSource.system(), Duration.ofMinutes(1))
          .deploy(old, Stage.ENVIRONMENT, 2, target, "lea");
      try (Load load = Load.start(URI.create("http://127.0.0.1:" + stage.port() + "/"), 50, 100)) {
        int kills = killed(place, fresh, store, target, pair);
        Load.Result seen = load.stop();
        assertThat(kills).isPositive();
        assertThat(seen.errors()).as(seen.last()).isZero();
        assertThat(seen.answered()).isPositive();
        System.out.printf("%d kills, %d requests, none failed%n", kills, seen.answered());
      }
    } finally {
      target.stop();
      sites.close();
    }
    for (int i = 0; i < 150 && !Sluice.mentioning(place).isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(Sluice.mentioning(place)).isEmpty();
  }

  private int killed(Path place, Release fresh, Store store, ProcessTarget target, Pair pair)
      throws Exception {
    Path output = directory.resolve("output");
    Random random = new Random(7);
    List<Integer> weights = new ArrayList<>();
    int kills = 0;
    long end = System.nanoTime() + MOST.toNanos();
    boolean over = false;
    while (!over && System.nanoTime() < end) {
      String[] words =
          store.runs(RunFilter.all(1)).isEmpty()
              ? new String[] {
                "rollout",
                "start",
                fresh.id().brief(),
                "--environment",
                Stage.ENVIRONMENT,
                "--in",
                place.toString()
              }
              : new String[] {"drive", "--in", place.toString()};
      Process steers = Sluice.start(output, words);
      try {
        long until =
            kills < KILLS
                ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500 + random.nextInt(4000))
                : end;
        while (!over && steers.isAlive() && System.nanoTime() < until) {
          TimeUnit.MILLISECONDS.sleep(100);
          Seen seen = target.look(pair);
          weights.add(seen.canary().weight());
          assertThat(seen.canary().weight() == 0 || seen.canary().ready() > 0).isTrue();
          over = over(store);
        }
      } finally {
        kills += steers.isAlive() ? 1 : 0;
        steers.destroyForcibly().waitFor();
      }
    }
    assertThat(over).as(Files.readString(output)).isTrue();
    assertThat(weights).isSorted();
    assertThat(new TreeSet<>(weights)).isSubsetOf(0, 10, 25, 50, 100);
    Run run = store.runs(RunFilter.all(1)).getFirst();
    assertThat(run.phase()).isEqualTo("HEALTHY");
    assertThat(new Journal(store).replay(requireNonNull(run)).agrees(run)).isTrue();
    return kills;
  }

  private static boolean over(Store store) {
    List<Run> runs = store.runs(RunFilter.all(1));
    return !runs.isEmpty() && !runs.getFirst().open();
  }

  private static Declared declared(Path place) throws Exception {
    Loaded loaded =
        DeliveryLoader.standard()
            .load("delivery.yaml", Files.readAllBytes(place.resolve("delivery.yaml")));
    return new Declared(((Loaded.Sound) loaded).delivery());
  }
}
