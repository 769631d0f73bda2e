package dev.sluice.engine.drive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.Entry;
import dev.sluice.engine.store.Opened;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.sql.Sqlite;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.rollout.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole engine on a real store, in a world with a clock that is set by hand.
class EngineTest {
  @TempDir private Path directory;

  private final Planet planet = new Planet();
  private Store store;
  private Engine engine;
  private Brief.OfRollout brief;

  @BeforeEach
  void open() {
    store = Sqlite.open(directory.resolve("sluice.db"));
    Yard.settle(store, planet);
    engine = engine("one");
    brief = Yard.rollout(store, planet.instant());
  }

  @AfterEach
  void close() {
    engine.close();
    store.close();
    assertThat(planet.wrongs()).isEmpty();
  }

  private Engine engine(String name) {
    return new Engine(
        store,
        planet,
        (_, release, now) -> Yard.rollout(store, now),
        Settings.STANDARD,
        planet,
        name,
        e -> {
          throw new AssertionError(e);
        });
  }

  private void begin() {
    assertThat(engine.begin(brief, "mia")).isEqualTo(new Opened.Begun());
  }

  private void pass(Duration time) {
    for (long millis = 0; millis < time.toMillis(); millis += 500) {
      engine.pass(Runnable::run);
      planet.pass(Duration.ofMillis(500));
    }
  }

  private Run run() {
    return requireNonNull(store.run(brief.id()));
  }

  private void post(Observation observation) {
    post(brief.id(), new Input.OfRollout(observation));
  }

  private void post(String run, Input input) {
    assertThat(store.post(run, planet.instant(), "lea", Codec.write(input))).isPositive();
  }

  private void approve() {
    String scope = brief.spec().scope(approvalStep());
    post(
        new Observation.Approved(
            new Approval("lea", Set.of("leads"), Yard.NEW.id(), scope, planet.instant())));
  }

  private int approvalStep() {
    return brief.spec().plan().steps().indexOf(new dev.sluice.release.rollout.Step.AwaitApproval());
  }

  private List<Run> rollbacks() {
    return store.runs(RunFilter.all(10).of(RunKind.RECOVERY));
  }

  @Test
  void aGoodReleaseGetsAllTheTrafficAfterItWasApproved() {
    begin();
    pass(Duration.ofMinutes(3));
    assertThat(planet.weight(Yard.NEW.id())).isEqualTo(10);
    approve();
    pass(Duration.ofMinutes(5));
    assertThat(run().phase()).isEqualTo("HEALTHY");
    assertThat(run().open()).isFalse();
    assertThat(planet.canaryWeights()).containsExactly(10, 50, 100);
    assertThat(planet.weight(Yard.NEW.id())).isEqualTo(100);
    assertThat(planet.replicas(Yard.OLD.id())).isZero();
    assertThat(store.deployed("shop", "production").getLast().release()).isEqualTo(Yard.NEW);
    assertThat(store.deployed("shop", "production").getLast().verified()).isTrue();
    assertThat(planet.records())
        .extracting(Outside.Evidence::kind, Outside.Evidence::succeeded)
        .containsExactly(tuple("rollout", true));
  }

  @Test
  void nothingGoesOnWithoutTheApprovalOfOneOfThoseWhoMay() {
    begin();
    pass(Duration.ofMinutes(2));
    String scope = brief.spec().scope(approvalStep());
    post(
        new Observation.Approved(
            new Approval("mia", Set.of("leads"), Yard.NEW.id(), scope, planet.instant())));
    pass(Duration.ofMinutes(30));
    assertThat(planet.canaryWeights()).containsExactly(10);
    assertThat(run().open()).isTrue();
  }

  @Test
  void aBadReleaseIsTakenBackAndRecoveryIsProven() {
    planet.fails(Yard.NEW.id(), 0.2);
    begin();
    pass(Duration.ofMinutes(5));
    assertThat(run().phase()).isEqualTo("DEGRADED");
    assertThat(planet.canaryWeights()).containsExactly(10, 0);
    assertThat(planet.weight(Yard.OLD.id())).isEqualTo(100);
    assertThat(planet.replicas(Yard.NEW.id())).isZero();
    assertThat(rollbacks()).singleElement().returns("RECOVERED", Run::phase);
    assertThat(planet.records())
        .extracting(Outside.Evidence::kind, Outside.Evidence::succeeded)
        .containsExactly(
            tuple("rollout", false), tuple("rollback", true), tuple("recovery-check", true));
    assertThat(store.holds().on(Yard.NEW)).hasSize(1);
    assertThat(store.deployed("shop", "production")).hasSize(1);
  }

  @Test
  void whatWasTakenBackIsNotBegunAgainUntilSomebodyLetsIt() {
    planet.fails(Yard.NEW.id(), 0.2);
    begin();
    pass(Duration.ofMinutes(5));
    planet.fails(Yard.NEW.id(), 0.001);
    brief = Yard.rollout(store, planet.instant());
    begin();
    assertThat(run().open()).isFalse();
    Hold hold = store.holds().on(Yard.NEW).getFirst();
    assertThat(store.lift(hold.id(), new Hold.Lifted("lea", planet.instant(), "mended"))).isTrue();
    planet.pass(Duration.ofSeconds(1));
    brief = Yard.rollout(store, planet.instant());
    begin();
    pass(Duration.ofMinutes(1));
    assertThat(planet.weight(Yard.NEW.id())).isEqualTo(10);
  }

  @Test
  void aReleaseOnHoldStopsWhereItIs() {
    begin();
    pass(Duration.ofSeconds(20));
    store.place(Hold.afterRollback("elsewhere", Yard.NEW, null, planet.instant(), "bad in eu"));
    pass(Duration.ofSeconds(5));
    approve();
    pass(Duration.ofMinutes(5));
    assertThat(planet.canaryWeights()).containsExactly(10);
    assertThat(run().state()).contains("bad in eu");
  }

  @Test
  void aRolloutWritesDownOnlyTheHoldsThatBarItsRelease() {
    begin();
    pass(Duration.ofSeconds(5));
    long before = holdsHeard();
    store.place(Hold.afterRollback("other", Yard.OLD, null, planet.instant(), "not ours"));
    pass(Duration.ofSeconds(5));
    assertThat(holdsHeard()).isEqualTo(before);
    store.place(Hold.afterRollback("ours", Yard.NEW, null, planet.instant(), "bad in eu"));
    pass(Duration.ofSeconds(5));
    assertThat(store.lift("ours", new Hold.Lifted("ada", planet.instant(), "mended"))).isTrue();
    pass(Duration.ofSeconds(5));
    assertThat(holdsHeard()).as("placed, and lifted").isEqualTo(before + 2);
    assertThat(inputs()).noneMatch(json -> json.contains("not ours"));
  }

  private long holdsHeard() {
    return inputs().stream().filter(json -> json.contains("\"HoldsRead\"")).count();
  }

  private List<String> inputs() {
    return store.inputs(brief.id(), 0, 10_000).stream().map(Entry::json).toList();
  }

  @Test
  void oneRolloutSteersATargetAtATime() {
    begin();
    planet.pass(Duration.ofSeconds(1));
    Brief.OfRollout second = Yard.rollout(store, planet.instant());
    assertThat(engine.begin(second, "mia")).isInstanceOf(Opened.Occupied.class);
  }

  @Test
  void anOutsideChangeIsPutRightWithinTenSeconds() {
    begin();
    pass(Duration.ofSeconds(20));
    planet.meddle(Yard.NEW.id(), 90, Yard.OLD.id());
    pass(Duration.ofSeconds(10));
    assertThat(planet.weight(Yard.NEW.id())).isEqualTo(10);
    assertThat(new Journal(store).decisions(brief.id()))
        .anyMatch(d -> d.what().equals("OutsideChange"));
  }

  @Test
  void aSourceThatIsDownHoldsAndIsWrittenDownOnce() {
    begin();
    pass(Duration.ofSeconds(10));
    planet.sourceDown(true);
    pass(Duration.ofMinutes(5));
    approve();
    pass(Duration.ofMinutes(1));
    assertThat(planet.canaryWeights()).containsExactly(10);
    assertThat(run().open()).isTrue();
    assertThat(new Journal(store).decisions(brief.id()))
        .filteredOn(d -> d.what().equals("source of errors"))
        .hasSize(1);
    planet.sourceDown(false);
    pass(Duration.ofMinutes(1));
    assertThat(planet.canaryWeights()).contains(50);
  }

  @Test
  void aTargetThatIsDownIsToldWhenItIsBack() {
    planet.targetDown(true);
    begin();
    pass(Duration.ofMinutes(2));
    assertThat(planet.replicas(Yard.NEW.id())).isZero();
    planet.targetDown(false);
    pass(Duration.ofSeconds(30));
    assertThat(planet.weight(Yard.NEW.id())).isEqualTo(10);
  }

  @Test
  void peoplePauseAndAbort() {
    begin();
    pass(Duration.ofSeconds(20));
    post(new Observation.Asked(planet.instant(), Observation.Command.PAUSE, "lea", "lunch"));
    pass(Duration.ofMinutes(5));
    assertThat(planet.weight(Yard.NEW.id())).isEqualTo(10);
    post(new Observation.Asked(planet.instant(), Observation.Command.ABORT, "lea", "not today"));
    pass(Duration.ofMinutes(2));
    assertThat(planet.weight(Yard.OLD.id())).isEqualTo(100);
    assertThat(rollbacks()).singleElement().returns("RECOVERED", Run::phase);
  }

  @Test
  void aReleaseIsPromotedOnceItIsVerifiedBelowApprovedAndAskedFor() {
    Brief.OfPromotion promotion = Yard.promotion(store, planet.instant());
    assertThat(engine.begin(promotion, "mia")).isEqualTo(new Opened.Begun());
    Candidacy.Asked asked = new Candidacy.Asked("mia", planet.instant());
    post(
        promotion.id(),
        new Input.OfPromotion(
            new dev.sluice.release.promotion.Observation.AskedFor(Yard.NEW.id(), asked)));
    pass(Duration.ofSeconds(10));
    assertThat(requireNonNull(store.run(promotion.id())).state())
        .contains("NOT_VERIFIED", "APPROVALS_MISSING")
        .doesNotContain("NOT_ASKED_FOR");
    assertThat(
            store.deployFirst(new Deployment(Yard.NEW, "staging", planet.instant(), true), "ops"))
        .isTrue();
    planet.pass(Duration.ofSeconds(1));
    Approval approval =
        new Approval("lea", Set.of("leads"), Yard.NEW.id(), "production", planet.instant());
    post(
        promotion.id(),
        new Input.OfPromotion(new dev.sluice.release.promotion.Observation.Approved(approval)));
    pass(Duration.ofSeconds(30));
    assertThat(requireNonNull(store.run(promotion.id())).phase()).isEqualTo("PROMOTED");
    assertThat(store.runs(RunFilter.all(10).of(RunKind.ROLLOUT)))
        .singleElement()
        .returns(true, Run::open);
    assertThat(planet.weight(Yard.NEW.id())).isEqualTo(10);
  }

  @Test
  void aMendedReleaseNeedNotWaitForAnothersRecovery() {
    planet.fails(Yard.NEW.id(), 0.2);
    begin();
    for (int i = 0; i < 600 && run().open(); i++) {
      pass(Duration.ofSeconds(1));
    }
    planet.sourceDown(true);
    pass(Duration.ofMinutes(1));
    assertThat(rollbacks()).singleElement().returns(true, Run::open);
    Hold hold = store.holds().on(Yard.NEW).getFirst();
    assertThat(store.lift(hold.id(), new Hold.Lifted("lea", planet.instant(), "mended"))).isTrue();
    brief = Yard.rollout(store, planet.instant());
    begin();
    assertThat(run().open()).isTrue();
  }

  @Test
  void theLogGivesTheSameDecisionsAgain() {
    begin();
    pass(Duration.ofMinutes(2));
    approve();
    pass(Duration.ofSeconds(20));
    planet.fails(Yard.NEW.id(), 0.02);
    pass(Duration.ofMinutes(10));
    Journal journal = new Journal(store);
    for (Run run : store.runs(RunFilter.all(10))) {
      Journal.Replay replay = journal.replay(run);
      assertThat(replay.agrees(run)).as(run.id()).isTrue();
      assertThat(journal.decisions(run.id())).containsAll(replay.decisions());
    }
  }

  @Test
  void anotherEngineGoesOnWithinTenSecondsWhereOneHasDied() {
    begin();
    pass(Duration.ofSeconds(20));
    engine = engine("two");
    pass(Duration.ofSeconds(10));
    assertThat(engine.holds()).isEqualTo(1);
    approve();
    pass(Duration.ofMinutes(6));
    assertThat(run().phase()).isEqualTo("HEALTHY");
  }
}
