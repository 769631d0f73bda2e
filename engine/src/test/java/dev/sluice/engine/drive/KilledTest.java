package dev.sluice.engine.drive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.rollout.Observation;
import dev.sluice.release.rollout.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every run ends as it should, whatever happens to the engine at whatever moment: before and after
/// every transaction and every call to the world it dies, its call or the answer is lost, its call
/// arrives twice, or it sleeps while another engine goes on.
///
/// `-Dsluice.kills=N` says how many moments are tried; without, a few of all.
class KilledTest {
  private static final int TRIES = Integer.getInteger("sluice.kills", 40);
  private static final Duration APPROVED = Duration.ofSeconds(70);
  private static final Duration STEP = Duration.ofMillis(500);

  @TempDir private Path directory;

  private final Map<String, Integer> ends = new TreeMap<>();
  private final Map<Fate.Blow, Integer> blows = new EnumMap<>(Fate.Blow.class);
  private Duration slowest = Duration.ZERO;
  private int number;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyRunEndsAsItShould(boolean good) {
    int moments = play(good, Fate.Blow.NONE, -1).moments();
    assertThat(moments).isGreaterThan(30);
    List<Fate.Blow> all = List.of(Fate.Blow.values()).subList(1, Fate.Blow.values().length);
    int tries = Math.min(TRIES / 2, moments * all.size());
    for (int i = 0; i < tries; i++) {
      Fate.Blow blow = all.get(i % all.size());
      int moment = (int) ((long) i * moments / tries);
      play(good, blow, moment);
      blows.merge(blow, 1, Integer::sum);
    }
    System.out.printf(
        "%d blows %s at %d moments of a %s release; ends %s; resumed after %s at most%n",
        tries, blows, moments, good ? "good" : "bad", ends, slowest);
    assertThat(slowest).isLessThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(ends).hasSize(1);
  }

  @Test
  void twoEnginesAtOnceDoAsOne() {
    Game game = new Game(true, Fate.Blow.NONE, -1);
    game.second = game.engine("two", new Fate(Fate.Blow.NONE, -1, () -> {}));
    game.play();
    game.check();
  }

  private Game play(boolean good, Fate.Blow blow, int moment) {
    Game game = new Game(good, blow, moment);
    game.play();
    game.check();
    ends.merge(game.end, 1, Integer::sum);
    slowest = slowest.compareTo(game.stood) > 0 ? slowest : game.stood;
    return game;
  }

  /// One rollout, and all that comes of it.
  private final class Game {
    private final boolean good;
    private final String context;
    private final Planet planet = new Planet();
    private final Store store;
    private final Fate fate;
    private final Brief.OfRollout brief;
    private Engine engine;
    private @Nullable Engine second;
    private Duration stood = Duration.ZERO;
    private int engines;
    private String end = "";

    Game(boolean good, Fate.Blow blow, int moment) {
      this.good = good;
      this.context = blow + " at " + moment;
      store = Sqlite.open(directory.resolve("s" + number++ + ".db"));
      Yard.settle(store, planet);
      planet.fails(Yard.NEW.id(), good ? 0.0008 : 0.2);
      fate = new Fate(blow, moment, this::others);
      engine = engine("first", fate);
      brief = Yard.rollout(store, planet.instant());
    }

    private Engine engine(String name, Fate its) {
      return new Engine(
          its.store(store),
          its.world(planet),
          (_, _, _) -> null,
          Settings.STANDARD,
          planet,
          name,
          e -> {
            throw new AssertionError(context, e);
          });
    }

    int moments() {
      return fate.moments();
    }

    private void play() {
      boolean approved = false;
      boolean begun = false;
      for (int i = 0; i < 2 * 60 * 15; i++) {
        try {
          if (!begun) {
            engine.begin(brief, "mia");
            begun = true;
          }
          engine.pass(Runnable::run);
          Engine other = second;
          if (other != null) {
            other.pass(Runnable::run);
          }
        } catch (Fate.Killed e) {
          begun = store.run(brief.id()) != null;
          reborn();
        }
        planet.pass(STEP);
        if (!approved && planet.instant().isAfter(Planet.T0.plus(APPROVED))) {
          approved = true;
          approve();
        }
        if (begun && approved && over()) {
          return;
        }
      }
    }

    /// Another engine, and how long it takes before it goes on.
    private void reborn() {
      Instant died = planet.instant();
      Run before = store.run(brief.id());
      engine = engine("reborn" + engines++, new Fate(Fate.Blow.NONE, -1, () -> {}));
      if (before == null || !before.open()) {
        return;
      }
      for (int i = 0; i < 60 && engine.holds() == 0 && !over(); i++) {
        engine.pass(Runnable::run);
        planet.pass(STEP);
      }
      Duration took = Duration.between(died, planet.instant());
      stood = stood.compareTo(took) > 0 ? stood : took;
    }

    /// Half a minute in which the first engine stands still.
    private void others() {
      Engine awake = engine("awake", new Fate(Fate.Blow.NONE, -1, () -> {}));
      for (int i = 0; i < 60; i++) {
        awake.pass(Runnable::run);
        planet.pass(STEP);
      }
      awake.close();
    }

    private void approve() {
      String scope =
          brief.spec().scope(brief.spec().plan().steps().indexOf(new Step.AwaitApproval()));
      assertThat(planet.canaryWeights()).as(context).allMatch(w -> w <= 10);
      store.post(
          brief.id(),
          planet.instant(),
          "lea",
          Codec.write(
              new Input.OfRollout(
                  new Observation.Approved(
                      new Approval(
                          "lea", Set.of("leads"), Yard.NEW.id(), scope, planet.instant())))));
    }

    private boolean over() {
      return !runs().isEmpty()
          && runs().stream().allMatch(r -> !r.open() && store.outgoing(r.id()).isEmpty());
    }

    private List<Run> runs() {
      return store.runs(RunFilter.all(10));
    }

    private String end() {
      return String.join(" ", runs().stream().map(Run::phase).sorted().toList());
    }

    private void check() {
      assertThat(planet.wrongs()).as(context).isEmpty();
      assertThat(over()).as(context + ": " + end()).isTrue();
      assertThat(end()).as(context).isEqualTo(good ? "HEALTHY" : "DEGRADED RECOVERED");
      assertThat(planet.canaryWeights())
          .as(context)
          .isSubsetOf(good ? List.of(10, 50, 100) : List.of(10, 0));
      assertThat(planet.weight((good ? Yard.NEW : Yard.OLD).id())).as(context).isEqualTo(100);
      assertThat(planet.replicas((good ? Yard.OLD : Yard.NEW).id())).as(context).isZero();
      assertThat(planet.records())
          .as(context)
          .extracting(Outside.Evidence::kind)
          .containsExactlyInAnyOrderElementsOf(
              good ? List.of("rollout") : List.of("rollout", "rollback", "recovery-check"));
      assertThat(store.holds().all()).as(context).hasSize(good ? 0 : 1);
      Journal journal = new Journal(store);
      for (Run run : runs()) {
        assertThat(journal.replay(requireNonNull(run)).agrees(run)).as(context).isTrue();
      }
      end = end();
      store.close();
    }
  }
}
