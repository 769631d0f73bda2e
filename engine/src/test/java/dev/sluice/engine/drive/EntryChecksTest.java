package dev.sluice.engine.drive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.Entry;
import dev.sluice.engine.store.Opened;
import dev.sluice.engine.store.Opening;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.promotion.EntryCheck;
import dev.sluice.release.promotion.Hop;
import dev.sluice.release.promotion.Observation;
import dev.sluice.release.promotion.Obstacle;
import dev.sluice.release.promotion.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entry checks of promotions from production into the environment `eu`, on a real store, in a
/// world with a clock that is set by hand.
class EntryChecksTest {
  @TempDir private Path directory;

  private final Planet planet = new Planet();
  private final List<Throwable> failures = new ArrayList<>();
  private Store store;
  private Engine engine;

  @BeforeEach
  void open() {
    store = Sqlite.open(directory.resolve("sluice.db"));
    Yard.settle(store, planet);
    engine = engine();
  }

  @AfterEach
  void close() {
    engine.close();
    store.close();
    assertThat(planet.wrongs()).isEmpty();
  }

  /// No rollout ever begins, so that a promotion stays eligible or is withdrawn.
  private Engine engine() {
    return new Engine(
        store, planet, (_, _, _) -> null, Settings.STANDARD, planet, "one", failures::add);
  }

  private void promotion(EntryCheck.Kind kind) {
    Hop hop =
        new Hop(
            "eu",
            List.of("production"),
            List.of(new EntryCheck("errors", kind)),
            Duration.ZERO,
            false,
            null,
            List.of());
    Brief.OfPromotion brief =
        new Brief.OfPromotion(Candidacy.of("into-eu", hop, Yard.NEW, Set.of("mia")));
    assertThat(engine.begin(brief, "mia")).isEqualTo(new Opened.Begun());
  }

  private void pass(Duration time) {
    for (long millis = 0; millis < time.toMillis(); millis += 500) {
      engine.pass(Runnable::run);
      planet.pass(Duration.ofMillis(500));
    }
  }

  private State state() {
    return Kept.promotion(requireNonNull(store.run("into-eu")));
  }

  private List<Obstacle> obstacles() {
    pass(Duration.ofSeconds(5));
    return state() instanceof State.Waiting w ? w.obstacles() : List.of();
  }

  private List<String> checks() {
    return obstacles().stream()
        .filter(o -> o.kind().name().startsWith("CHECK"))
        .map(o -> o.kind() + " " + o.text())
        .toList();
  }

  /// Rolls the new release out into production, to its end.
  private void rollout() {
    Brief.OfRollout brief = Yard.rollout(store, planet.instant());
    assertThat(engine.begin(brief, "mia")).isEqualTo(new Opened.Begun());
    pass(Duration.ofMinutes(1));
    String scope =
        brief
            .spec()
            .scope(
                brief
                    .spec()
                    .plan()
                    .steps()
                    .indexOf(new dev.sluice.release.rollout.Step.AwaitApproval()));
    Approval approval =
        new Approval("lea", Set.of("leads"), Yard.NEW.id(), scope, planet.instant());
    Input input =
        new Input.OfRollout(new dev.sluice.release.rollout.Observation.Approved(approval));
    long _ = store.post(brief.id(), planet.instant(), "lea", Codec.write(input));
    pass(Duration.ofMinutes(4));
  }

  @Test
  void aHealthCheckIsAskedOnlyWhileTheReleaseIsWhatRunsBelow() {
    planet.says("errors", Finding.Kind.NOT_WORSE);
    promotion(EntryCheck.Kind.HEALTH);
    assertThat(checks())
        .singleElement()
        .asString()
        .startsWith("CHECK_MISSING errors has no result: it is asked in production while")
        .endsWith("sluice rollout start " + Yard.NEW.id().brief() + " --environment production");
    rollout();
    assertThat(state()).isInstanceOf(State.Eligible.class);
    planet.says("errors", Finding.Kind.WORSE);
    assertThat(checks()).containsExactly("CHECK_FAILED errors: errors was asked in production");
    assertThat(decisions()).endsWith("eligible", "withdrawn");
    planet.says("errors", Finding.Kind.NOT_WORSE);
    assertThat(checks()).isEmpty();
    planet.says("errors", null);
    assertThat(checks())
        .singleElement()
        .asString()
        .contains("nothing says where to ask it in production");
  }

  private List<String> decisions() {
    return new Journal(store).decisions("into-eu").stream().map(d -> d.what()).toList();
  }

  @Test
  void anAnalysisIsWhatItsCriterionSaidInTheRolloutBelow() {
    promotion(EntryCheck.Kind.ANALYSIS);
    assertThat(checks())
        .singleElement()
        .asString()
        .startsWith("CHECK_MISSING errors has no result: it is what a rollout of");
    rollout();
    assertThat(state()).isInstanceOf(State.Eligible.class);
    assertThat(state().candidacy().checks())
        .singleElement()
        .returns(Finding.Kind.NOT_WORSE, Finding::kind)
        .extracting(Finding::why)
        .asString()
        .startsWith("its rollout in production ended well at 2026-05-04T09:0");
  }

  @Test
  void anAnalysisThatFoundItWorseBelowFails() {
    planet.fails(Yard.NEW.id(), 0.2);
    promotion(EntryCheck.Kind.ANALYSIS);
    rollout();
    assertThat(checks())
        .singleElement()
        .asString()
        .startsWith("CHECK_FAILED errors: in production");
    assertThat(store.holds().on(Yard.NEW)).isNotEmpty();
  }

  @Test
  void aJobThatFailsTakesEligibilityAwayAndOneThatPassesGivesItAgain() {
    planet.says("errors", Finding.Kind.NOT_WORSE);
    promotion(EntryCheck.Kind.JOB);
    Deployment below = new Deployment(Yard.NEW, "production", planet.instant(), true);
    assertThat(store.deployFirst(below, "ops")).as("another is there").isFalse();
    assertThat(checks()).isEmpty();
    Input verified =
        new Input.OfPromotion(
            new Observation.Verified(
                "production", Yard.NEW.id(), planet.instant(), true, "verified"));
    assertThat(store.post("into-eu", planet.instant(), "ops", Codec.write(verified))).isPositive();
    pass(Duration.ofSeconds(3));
    assertThat(state()).isInstanceOf(State.Eligible.class);
    planet.says("errors", Finding.Kind.WORSE);
    assertThat(checks()).hasSize(1);
    assertThat(planet.notices().values()).extracting(Outside.Notice::reason).contains("Withdrawn");
    planet.says("errors", null);
    assertThat(checks())
        .as("its record is gone")
        .singleElement()
        .asString()
        .startsWith("CHECK_MISSING errors has no result: sluice release check");
    planet.says("errors", Finding.Kind.NOT_WORSE);
    assertThat(checks()).isEmpty();
    assertThat(state()).isInstanceOf(State.Eligible.class);
  }

  @Test
  void whatIsSaidAgainIsWrittenDownOnce() {
    planet.says("errors", Finding.Kind.NOT_WORSE);
    promotion(EntryCheck.Kind.JOB);
    pass(Duration.ofSeconds(5));
    long inputs = store.inputs("into-eu", 0, 1_000).size();
    pass(Duration.ofMinutes(10));
    assertThat(store.inputs("into-eu", 0, 1_000)).hasSize((int) inputs);
  }

  @Test
  void aMessageThatCannotBeReadIsPutAsideAndTheRunGoesOn() {
    promotion(EntryCheck.Kind.JOB);
    assertThat(store.post("into-eu", planet.instant(), "zoe", "{\"type\":\"Tomorrow\"}")).isOne();
    Hold hold = Hold.afterRollback("elsewhere", Yard.NEW, null, planet.instant(), "bad in us");
    store.place(hold);
    assertThat(obstacles()).extracting(Obstacle::kind).contains(Obstacle.Kind.ON_HOLD);
    assertThat(decisions()).containsOnlyOnce("MessageSetAside");
    assertThat(planet.notices().values())
        .filteredOn(n -> n.reason().equals("MessageSetAside"))
        .singleElement()
        .extracting(Outside.Notice::text)
        .asString()
        .startsWith("message 1 of zoe can't be read");
    assertThat(failures).isEmpty();
  }

  @Test
  void aRunInAnotherFormIsLeftToTheBuildThatBeganIt() {
    int tomorrow = Begun.FORM + 1;
    Stream.of(
            "{\"form\":" + tomorrow + ",\"brief\":{\"type\":\"OfTomorrow\"}}",
            "{\"type\":\"OfPromotion\"}")
        .forEach(first -> {
          String id = "run-" + first.length();
          Opening old =
              Opening.of(
                  id, RunKind.PROMOTION, "shop", "eu", planet.instant(), "mia", "{}", "WAITING");
          assertThat(store.open(with(old, new Entry(1, planet.instant(), first))))
              .isEqualTo(new Opened.Begun());
        });
    promotion(EntryCheck.Kind.JOB);
    pass(Duration.ofMinutes(1));
    assertThat(failures).hasSize(2).allMatch(e -> e instanceof UnreadableRunException);
    assertThat(failures)
        .extracting(Throwable::getMessage)
        .anyMatch(m -> m.contains("is kept in form " + tomorrow + ", and this build of sluice"))
        .anyMatch(m -> m.contains("a form without a number"));
    assertThat(engine.aside()).hasSize(2);
    assertThat(engine.holds()).as("the others go on").isOne();
    for (Run run : store.runs(RunFilter.all(10).open(true))) {
      assertThat(run.version()).isEqualTo(run.id().equals("into-eu") ? run.version() : 0);
    }
  }

  private static Opening with(Opening o, Entry first) {
    return new Opening(
        o.id(),
        o.kind(),
        o.service(),
        o.environment(),
        o.occupies(),
        o.at(),
        o.by(),
        o.state(),
        o.phase(),
        o.open(),
        o.due(),
        List.of(first),
        o.decisions(),
        o.outgoing(),
        o.holds(),
        o.generations());
  }
}
