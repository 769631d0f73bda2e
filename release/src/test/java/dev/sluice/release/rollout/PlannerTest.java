package dev.sluice.release.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void canaryIsStepsWithTheInstancesThatEachNeeds() {
    Plan plan =
        Planner.plan(strategy(canary(), null, null, null, null), 10, Cd.OnOutsideChange.RESTORE);
    assertThat(plan.steps())
        .containsExactly(
            new Step.Scale(Side.CANARY, 1),
            new Step.SetWeight(5),
            new Step.Pause(MINUTE),
            new Step.Scale(Side.CANARY, 5),
            new Step.SetWeight(50),
            new Step.AwaitApproval(),
            new Step.Analysis(List.of("errors")),
            new Step.Scale(Side.CANARY, 10),
            new Step.SetWeight(100),
            new Step.Bake(MINUTE),
            new Step.Scale(Side.STABLE, 0));
    assertThat(plan.limits().maxExposedRequests()).isEqualTo(20_000);
  }

  @Test
  void everyStrategyComesToItsEndAndHarmsNobody() {
    for (int capacity : List.of(1, 2, 3, 7, 10)) {
      for (Cd.Strategy strategy :
          List.of(
              strategy(canary(), null, null, null, null),
              strategy(null, blueGreen(true), null, null, null),
              strategy(null, blueGreen(false), null, null, null),
              strategy(null, null, rolling("25%", "25%"), null, null),
              strategy(null, null, rolling("1", "0"), null, null),
              strategy(null, null, rolling("0", "1"), null, null),
              strategy(null, null, rolling("0", "100%"), null, null),
              strategy(null, null, rolling("100%", "0"), null, null),
              strategy(null, null, null, new Cd.BigBang(Origin.NONE, null), null),
              strategy(canary(), null, null, null, shadow()),
              strategy(null, blueGreen(true), null, null, shadow()))) {
        Plan plan = Planner.plan(strategy, capacity, Cd.OnOutsideChange.RESTORE);
        assertThat(end(plan, Finding.Kind.NOT_WORSE).state)
            .as("%s with %s", plan, capacity)
            .isInstanceOf(State.Healthy.class);
        if (!plan.criteria().isEmpty()) {
          assertThat(end(plan, Finding.Kind.WORSE).world.weight).isZero();
        }
      }
    }
  }

  private static Stage end(Plan plan, Finding.Kind later) {
    Stage stage = new Stage(plan);
    for (int i = 0; i < 720 && !stage.over(); i++) {
      stage.tick();
      if (stage.state instanceof State.Forward f) {
        stage.approve(f.step(), Stage.NEW);
        stage.judged = stage.world.weight > 0 ? later : Finding.Kind.NOT_WORSE;
      }
    }
    assertThat(stage.world.harm).as("%s", plan).isEmpty();
    return stage;
  }

  @Test
  void largeFleetIsReplacedByAPercentAtATimeAtLeast() {
    Plan plan =
        Planner.plan(
            strategy(null, null, rolling("1", "0"), null, null), 450, Cd.OnOutsideChange.RESTORE);
    assertThat(end(plan, Finding.Kind.NOT_WORSE).state.reason()).isNotEqualTo(Reason.REFUSED);
    assertThat(plan.steps().stream().filter(Step.SetWeight.class::isInstance).count())
        .isLessThanOrEqualTo(100);
  }

  @Test
  void shadowIsJudgedBeforeAnyUserSeesTheRelease() {
    Plan plan =
        Planner.plan(strategy(canary(), null, null, null, shadow()), 4, Cd.OnOutsideChange.RESTORE);
    Stage stage = new Stage(plan);
    stage.until(s -> s.world.mirror > 0);
    stage.judged = Finding.Kind.WORSE;
    stage.until(Stage::over);
    assertThat(stage.state).isInstanceOf(State.Degraded.class);
    assertThat(stage.weights).containsExactly(0);
    assertThat(stage.world.mirror).isZero();
  }

  @Test
  void blueGreenSwitchWaitsForAPersonUnlessItIsDeclaredOtherwise() {
    assertThat(
            Planner.plan(
                    strategy(null, blueGreen(null), null, null, null),
                    2,
                    Cd.OnOutsideChange.RESTORE)
                .steps())
        .contains(new Step.AwaitApproval());
    assertThat(
            Planner.plan(
                    strategy(null, blueGreen(true), null, null, null),
                    2,
                    Cd.OnOutsideChange.RESTORE)
                .steps())
        .doesNotContain(new Step.AwaitApproval());
  }

  @Test
  void withoutAnyStrategyThereIsNoPlan() {
    assertThatThrownBy(() ->
            Planner.plan(strategy(null, null, null, null, shadow()), 2, Cd.OnOutsideChange.RESTORE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Cd.Strategy strategy(
      Cd.@Nullable Canary canary,
      Cd.@Nullable BlueGreen blueGreen,
      Cd.@Nullable Rolling rolling,
      Cd.@Nullable BigBang bigBang,
      Cd.@Nullable Shadow shadow) {
    return new Cd.Strategy(Origin.NONE, canary, blueGreen, rolling, bigBang, shadow);
  }

  private static Cd.Canary canary() {
    return new Cd.Canary(
        Origin.NONE,
        List.of(
            step(5, null, null),
            step(null, new Cd.Pause(Origin.NONE, MINUTE, null), null),
            step(50, null, null),
            step(null, new Cd.Pause(Origin.NONE, null, true), null),
            step(null, null, "errors")),
        20_000,
        null,
        null,
        MINUTE,
        List.of(analysis("errors")));
  }

  private static Cd.Step step(
      @Nullable Integer weight, Cd.@Nullable Pause pause, @Nullable String analysis) {
    return new Cd.Step(Origin.NONE, weight, pause, analysis);
  }

  private static Cd.BlueGreen blueGreen(@Nullable Boolean auto) {
    return new Cd.BlueGreen(Origin.NONE, auto, MINUTE, null, MINUTE, List.of(analysis("errors")));
  }

  private static Cd.Rolling rolling(String surge, String unavailable) {
    return new Cd.Rolling(Origin.NONE, surge, unavailable, MINUTE, List.of(analysis("errors")));
  }

  private static Cd.Shadow shadow() {
    return new Cd.Shadow(Origin.NONE, 100, MINUTE, List.of(analysis("mirrored-errors")));
  }

  private static Cd.Analysis analysis(String name) {
    return new Cd.Analysis(Origin.NONE, name, null, null, null, null, null, null, null, null);
  }
}
