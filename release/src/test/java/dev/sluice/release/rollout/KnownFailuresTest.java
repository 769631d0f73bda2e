package dev.sluice.release.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What was seen to go wrong in widely used controllers, done to this one.
class KnownFailuresTest {
  private static Stage at(int weight) {
    Stage stage = new Stage(Stage.canary(Limits.DEFAULT));
    stage.until(s -> s.world.weight == weight);
    stage.tick();
    return stage;
  }

  /// fluxcd/flagger#1898: the rollback sent everything to a primary that was broken.
  @Test
  void noTrafficGoesBackToAStableSideThatIsBroken() {
    Stage stage = at(50);
    stage.world.quick = false;
    stage.world.stableReady = 0;
    stage.tick();
    stage.judged = Finding.Kind.WORSE;
    stage.run(Duration.ofMinutes(5));
    assertThat(stage.world.weight).isEqualTo(50);
    assertThat(stage.all(Action.Notify.class).map(Action.Notify::reason))
        .containsOnlyOnce(Reason.STABLE_NOT_READY);
    stage.world.stableReady = 2;
    stage.tick();
    stage.tick();
    assertThat(stage.world.weight).as("what half of the stable side can carry").isEqualTo(49);
    stage.world.allReady();
    stage.until(Stage::over);
    assertThat(stage.world.weight).isZero();
  }

  /// argoproj/argo-rollouts#3926, #3333: old targets went away before the weights had been applied.
  @Test
  void oldInstancesStayUntilTheirWeightIsSeenToBeNothing() {
    Stage stage = at(50);
    stage.until(s -> s.world.newest() instanceof Order.SetWeight);
    stage.delivers = false;
    stage.run(Duration.ofMinutes(5));
    assertThat(scaledDown(stage, Side.STABLE)).isFalse();
    stage.delivers = true;
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
    assertThat(stage.world.harm).isEmpty();
  }

  /// The same on the way back: the canary stays while it still has traffic.
  @Test
  void canaryStaysUntilItsWeightIsSeenToBeNothing() {
    Stage stage = at(50);
    stage.delivers = false;
    stage.judged = Finding.Kind.WORSE;
    stage.run(Duration.ofMinutes(30));
    assertThat(scaledDown(stage, Side.CANARY)).isFalse();
    stage.delivers = true;
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Degraded.class);
    assertThat(stage.world.harm).isEmpty();
  }

  private static boolean scaledDown(Stage stage, Side side) {
    return stage
        .all(Action.Tell.class)
        .map(Action.Tell::order)
        .anyMatch(o -> o instanceof Order.Scale s && s.side() == side && s.replicas() == 0);
  }

  /// argoproj/argo-rollouts#1774: a stable side that was broken kept a good canary from going on.
  @Test
  void brokenStableSideDoesNotHoldUpAGoodCanary() {
    Stage stage = at(5);
    stage.world.quick = false;
    stage.world.stableReady = 0;
    for (int i = 0; i < 200 && !stage.over(); i++) {
      stage.world.canaryReady = stage.world.canary;
      stage.tick();
    }
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  /// argoproj/argo-rollouts#4461: an abort after the full promotion was not heard.
  @Test
  void abortIsHeardAfterFullPromotion() {
    Stage baking = at(100);
    baking.ask(Observation.Command.ABORT);
    baking.until(Stage::over);
    assertThat(baking.state).isInstanceOf(State.Degraded.class);
    assertThat(baking.world.weight).isZero();

    Stage goingAway = at(100);
    goingAway.until(s -> scaledDown(s, Side.STABLE));
    goingAway.world.deliver();
    assertThat(goingAway.world.stable).isZero();
    goingAway.ask(Observation.Command.ABORT);
    goingAway.until(Stage::over);
    assertThat(goingAway.state).isInstanceOf(State.Degraded.class);
    assertThat(goingAway.world.harm).isEmpty();
    assertThat(goingAway.world.stable).isEqualTo(4);

    Stage healthy = at(100);
    healthy.until(Stage::over);
    healthy.ask(Observation.Command.ABORT);
    assertThat(healthy.all(Action.StartRollback.class)).hasSize(1);
  }

  /// Argo Rollouts calls a metric that ends before any measurement Successful.
  @Test
  void metricThatEndedBeforeItMeasuredIsNoData() {
    Stage stage = at(5);
    stage.judged = null;
    for (int i = 0; i < 240; i++) {
      stage.see(
          new Observation.Judged(
              List.of(
                  new Finding(
                      "errors",
                      stage.now,
                      Finding.Kind.NOT_WORSE,
                      "no failures",
                      0,
                      null,
                      null,
                      null,
                      null))));
      stage.tick();
    }
    assertThat(stage.weights).containsExactly(0, 5);
    assertThat(stage.state.reason()).isEqualTo(Reason.NO_DATA);
  }

  /// fluxcd/flagger#1581: a metric with a wrong name passed.
  @Test
  void misnamedMetricIsNoData() {
    Stage stage = new Stage(Stage.canary(Limits.DEFAULT));
    stage.judged = null;
    for (int i = 0; i < 240; i++) {
      stage.see(
          new Observation.Judged(
              List.of(Stage.finding("erorrs", Finding.Kind.NOT_WORSE, stage.now))));
      stage.tick();
    }
    assertThat(stage.weights).containsExactly(0, 5);
    assertThat(stage.state.reason()).isEqualTo(Reason.NO_DATA);
  }

  /// Flagger counts NaN and outages as failures; Argo Rollouts aborts 40 s after the first of them.
  @Test
  void outageOfTheSourceForAnHourNeitherPromotesNorRollsBack() {
    Stage stage = at(50);
    stage.judged = Finding.Kind.NO_DATA;
    stage.run(Duration.ofHours(1));
    assertThat(stage.weights).containsExactly(0, 5, 50);
    assertThat(stage.state).isInstanceOf(State.Forward.class);
    stage.judged = Finding.Kind.NOT_WORSE;
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Healthy.class);
  }

  /// Data from before a step say nothing of it.
  @Test
  void findingsFromASmallerShareDoNotCountForALargerOne() {
    Stage stage = at(5);
    stage.until(s -> s.world.weight == 50);
    Finding old = Stage.finding("errors", Finding.Kind.NOT_WORSE, stage.now);
    stage.judged = null;
    for (int i = 0; i < 240; i++) {
      stage.see(new Observation.Judged(List.of(old)));
      stage.tick();
    }
    assertThat(stage.weights).containsExactly(0, 5, 50);
  }

  /// argoproj/argo-rollouts#2117: two leaders. The orders of the one that was left behind are
  /// older.
  @Test
  void orderOfAProcessThatWasLeftBehindDoesNothing() {
    Stage stage = at(50);
    Order late = stage.all(Action.Tell.class).map(Action.Tell::order).toList().getFirst();
    stage.judged = Finding.Kind.WORSE;
    stage.until(Stage::over);
    stage.world.apply(late);
    assertThat(stage.world.canary).isZero();
    assertThat(stage.world.weight).isZero();
  }
}
