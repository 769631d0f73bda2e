package dev.sluice.release.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final Limits LIMITS = Limits.DEFAULT;

  private static Stage canary() {
    return new Stage(Stage.canary(LIMITS));
  }

  @Test
  void healthyCanaryGetsAllTrafficStepByStep() {
    Stage stage = canary();
    stage.until(Stage::over);
    assertThat(stage.weights).containsExactly(0, 5, 50, 100);
    assertThat(stage.state)
        .isInstanceOfSatisfying(State.Healthy.class, h -> assertThat(h.verified()).isTrue());
    assertThat(stage.world.stable).isZero();
    assertThat(Duration.between(Stage.START, stage.now))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
    assertThat(stage.world.harm).isEmpty();
  }

  @Test
  void worseCanaryLosesItsTrafficInTheTurnInWhichItIsKnown() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 50);
    stage.judged = Finding.Kind.WORSE;
    stage.tick();
    assertThat(stage.world.newest()).isInstanceOf(Order.SetWeight.class);
    stage.until(Stage::over);
    assertThat(stage.weights).containsExactly(0, 5, 50, 0);
    assertThat(stage.state.phase()).isEqualTo(Phase.DEGRADED);
    assertThat(stage.state.reason().text()).isEqualTo("AnalysisRunFailed");
    assertThat(stage.world.canary).isZero();
    assertThat(stage.all(Action.VerifyRecovery.class)).hasSize(1);
  }

  @Test
  void releaseThatWasTakenBackIsNotDeployedAgainUntilSomebodyLiftsTheHold() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 5);
    stage.judged = Finding.Kind.WORSE;
    stage.until(Stage::over);
    Holds holds = stage.holds();
    Stage again = new Stage(Stage.canary(LIMITS), holds);
    again.run(Duration.ofMinutes(1));
    assertThat(again.state).isInstanceOf(State.Refused.class);
    assertThat(again.all(Action.Tell.class)).isEmpty();
    Holds lifted = holds.lift("run-1", new Hold.Lifted("ann", again.now, "it was the network"));
    assertThat(new Stage(Stage.canary(LIMITS), lifted).state).isInstanceOf(State.Forward.class);
  }

  @Test
  void worseIsHeardWhilePaused() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 50);
    stage.ask(Observation.Command.PAUSE);
    stage.run(Duration.ofMinutes(30));
    assertThat(stage.state.reason()).isEqualTo(Reason.PAUSED);
    assertThat(stage.world.weight).isEqualTo(50);
    stage.judged = Finding.Kind.WORSE;
    stage.until(Stage::over);
    assertThat(stage.world.weight).isZero();
  }

  @Test
  void pausedRolloutGoesOnWhenResumed() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 5);
    stage.ask(Observation.Command.PAUSE);
    stage.run(Duration.ofMinutes(5));
    stage.ask(Observation.Command.RESUME);
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  @Test
  void lateResumeDoesNotUndoALaterPause() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 5);
    Observation resume =
        new Observation.Asked(stage.now, Observation.Command.RESUME, "ann", "late");
    stage.tick();
    stage.ask(Observation.Command.PAUSE);
    stage.see(resume);
    stage.tick();
    assertThat(stage.state.reason()).isEqualTo(Reason.PAUSED);
  }

  @Test
  void incidentOnBothSidesHoldsWithoutDeadlineAndResumes() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 50);
    stage.judged = Finding.Kind.HELD;
    stage.run(Duration.ofMinutes(50));
    assertThat(stage.state.reason()).isEqualTo(Reason.ANALYSIS_HELD);
    assertThat(stage.world.weight).isEqualTo(50);
    stage.judged = Finding.Kind.NOT_WORSE;
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  @Test
  void withoutDataNothingGoesOnAndNothingGoesBack() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 5);
    stage.judged = null;
    stage.run(Duration.ofMinutes(60));
    assertThat(stage.weights).containsExactly(0, 5);
    assertThat(stage.state.reason()).isEqualTo(Reason.NO_DATA);
    assertThat(stage.all(Action.Notify.class)).isNotEmpty();
    stage.judged = Finding.Kind.UNDECIDED;
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  @Test
  void withoutDataAtTheDeadlineItGoesBackWhereThatIsDeclared() {
    Stage stage = new Stage(Stage.canary(LIMITS, Cd.OnNoData.ROLLBACK));
    stage.until(s -> s.world.weight == 5);
    stage.judged = Finding.Kind.NO_DATA;
    stage.run(Duration.ofMinutes(10));
    assertThat(stage.state).isInstanceOf(State.Forward.class);
    stage.until(Stage::over);
    assertThat(stage.state.reason()).isEqualTo(Reason.NO_DATA);
    assertThat(stage.world.weight).isZero();
  }

  @Test
  void withoutDataAtTheDeadlineItGoesOnUnverifiedWhereThatIsDeclared() {
    Stage stage = new Stage(Stage.canary(LIMITS, Cd.OnNoData.PROCEED));
    stage.judged = null;
    stage.until(Stage::over);
    assertThat(stage.state)
        .isInstanceOfSatisfying(State.Healthy.class, h -> assertThat(h.verified()).isFalse());
    assertThat(Duration.between(Stage.START, stage.now)).isGreaterThan(Duration.ofMinutes(30));
  }

  @Test
  void instancesThatNeverBecomeReadyEndAtTheDeadlineWithoutARequest() {
    Stage stage = canary();
    stage.world.quick = false;
    stage.until(Stage::over);
    assertThat(stage.weights).containsExactly(0);
    assertThat(stage.state.reason().text()).isEqualTo("ProgressDeadlineExceeded");
    assertThat(Duration.between(Stage.START, stage.now))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
  }

  @Test
  void canaryWhoseInstancesDieLosesItsTrafficAndGetsItAgainWhenTheyAreBack() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 50);
    stage.world.canaryReady = 0;
    stage.tick();
    stage.tick();
    assertThat(stage.world.weight).isZero();
    stage.world.allReady();
    stage.until(Stage::over);
    assertThat(stage.weights).containsExactly(0, 5, 50, 0, 50, 100);
  }

  @Test
  void approvalOfAnotherReleaseOrStepIsNone() {
    Plan plan =
        Stage.plan(
            LIMITS,
            Cd.OnNoData.HOLD,
            new Step.Scale(Side.CANARY, 4),
            new Step.AwaitApproval(),
            new Step.SetWeight(100),
            new Step.Bake(Duration.ZERO),
            new Step.Scale(Side.STABLE, 0));
    Stage stage = new Stage(plan);
    stage.run(Duration.ofMinutes(30));
    assertThat(stage.all(Action.AskApproval.class)).hasSize(1);
    stage.approve(1, Stage.OLD);
    stage.approve(2, Stage.NEW);
    stage.ask(Observation.Command.RESUME);
    stage.run(Duration.ofMinutes(30));
    assertThat(stage.world.weight).isZero();
    assertThat(stage.state.reason()).isEqualTo(Reason.APPROVAL);
    stage.approve(1, Stage.NEW);
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  @Test
  void noMoreRequestsThanDeclaredReachAReleaseOfWhichNothingIsProven() {
    Limits limits = limits(200L, Cd.OnOutsideChange.RESTORE);
    Stage stage = new Stage(Stage.canary(limits));
    stage.judged = Finding.Kind.UNDECIDED;
    stage.run(Duration.ofMinutes(30));
    assertThat(stage.world.weight).isZero();
    assertThat(stage.world.exposed).isBetween(200L, 300L);
    assertThat(stage.state.reason()).isEqualTo(Reason.MAX_EXPOSED_REQUESTS);
    stage.ask(Observation.Command.RESUME);
    stage.run(Duration.ofMinutes(30));
    assertThat(stage.world.exposed).isBetween(400L, 600L);
  }

  @Test
  void provenReleaseMayServeMoreThanTheCap() {
    Limits limits = limits(200L, Cd.OnOutsideChange.RESTORE);
    Stage stage = new Stage(Stage.canary(limits));
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  @Test
  void outsideChangeIsPutRight() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 5);
    stage.tick();
    stage.world.weight = 90;
    stage.tick();
    stage.tick();
    assertThat(stage.world.weight).isEqualTo(5);
  }

  @Test
  void outsideChangeIsLeftWhereThatIsDeclaredUntilSomebodyResumes() {
    Stage stage = new Stage(Stage.canary(limits(null, Cd.OnOutsideChange.HOLD)));
    stage.until(s -> s.world.weight == 5);
    stage.tick();
    stage.world.weight = 0;
    stage.run(Duration.ofMinutes(30));
    assertThat(stage.world.weight).isZero();
    assertThat(stage.state.reason()).isEqualTo(Reason.OUTSIDE_CHANGE);
    stage.ask(Observation.Command.RESUME);
    stage.until(Stage::over);
    assertThat(stage.weights).containsExactly(0, 5, 0, 5, 50, 100);
  }

  @Test
  void holdThatIsPlacedMeanwhileStopsItAndOnlyItsLiftingLetsItGoOn() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 5);
    Hold hold = Hold.afterRollback("elsewhere", Stage.NEW, Stage.OLD, stage.now, "bad in the west");
    Holds holds = Holds.NONE.with(hold);
    stage.see(new Observation.HoldsRead(stage.now, holds));
    stage.ask(Observation.Command.RESUME);
    stage.run(Duration.ofMinutes(30));
    assertThat(stage.weights).containsExactly(0, 5);
    assertThat(stage.state.reason()).isEqualTo(Reason.ON_HOLD);
    Hold.Lifted lifted = new Hold.Lifted("ann", stage.now, "another cause");
    stage.see(new Observation.HoldsRead(stage.now, holds.lift("elsewhere", lifted)));
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  @Test
  void nothingIsBegunOrGoesOnWhereEverythingIsFrozen() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 5);
    String service = Stage.NEW.service();
    Holds holds =
        Holds.NONE
            .with(Hold.freeze("west", service, "west", stage.now, "not here"))
            .with(Hold.freeze("back-1", service, "production", stage.now, "the data have moved"));
    stage.see(new Observation.HoldsRead(stage.now, holds));
    stage.run(Duration.ofMinutes(30));
    assertThat(stage.weights).containsExactly(0, 5);
    assertThat(Rollout.start(stage.state.spec(), holds, 0, stage.now).state())
        .isInstanceOf(State.Refused.class);
    Hold.Lifted lifted = new Hold.Lifted("ann", stage.now, "the data were mended");
    stage.see(new Observation.HoldsRead(stage.now, holds.lift("back-1", lifted)));
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  @Test
  void lostOrderIsGivenAgainWithANewerNumber() {
    Stage stage = canary();
    stage.delivers = false;
    stage.tick();
    stage.world.onTheWay.clear();
    stage.run(Duration.ofSeconds(15));
    assertThat(stage.all(Action.Tell.class).map(Action.Tell::order))
        .startsWith(new Order.Scale(1, Side.CANARY, 1), new Order.Scale(2, Side.CANARY, 1));
    stage.delivers = true;
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  @Test
  void everyDecisionKeepsWhatItWasMadeFrom() {
    Stage stage = canary();
    stage.until(s -> s.world.weight == 5);
    stage.judged = Finding.Kind.WORSE;
    stage.until(Stage::over);
    assertThat(stage.all(Action.Keep.class).map(Action.Keep::decision))
        .filteredOn(d -> d.what().equals("AnalysisRunFailed"))
        .singleElement()
        .satisfies(d -> {
          assertThat(d.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.WORSE);
          assertThat(d.seen()).isNotNull();
        });
  }

  private static Limits limits(@Nullable Long cap, Cd.OnOutsideChange outside) {
    return new Limits(
        cap,
        LIMITS.progressDeadline(),
        LIMITS.warmUp(),
        LIMITS.staleAfter(),
        LIMITS.retryAfter(),
        outside);
  }

  @Test
  void sameInputsGiveTheSame() {
    List<Action> first = run();
    assertThat(run()).isEqualTo(first);
  }

  private static List<Action> run() {
    Stage stage = canary();
    stage.until(Stage::over);
    return stage.actions;
  }
}
