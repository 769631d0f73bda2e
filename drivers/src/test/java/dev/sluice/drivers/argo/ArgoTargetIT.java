package dev.sluice.drivers.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.drivers.kubernetes.Cluster;
import dev.sluice.drivers.kubernetes.Machine;
import dev.sluice.release.port.PortException;
import dev.sluice.release.rollout.State;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A Rollout at a real API. Its controller is a stand-in that does what the documentation of Argo
/// Rollouts says.
@ExtendWith(Cluster.class)
class ArgoTargetIT {
  private Cluster.Shared cluster;
  private Stage stage;
  private AutoCloseable controller;

  @BeforeEach
  void begin(Cluster.Shared shared) throws Exception {
    cluster = shared;
    stage = new Stage(shared, Stage.STEPS);
    controller = StandIn.start(stage);
    stage.look(seen -> seen.stable().equals(new Fleet(3, 3, 100)));
  }

  @AfterEach
  void end() throws Exception {
    controller.close();
    stage.close();
  }

  private void canaryUp() throws Exception {
    stage.tell(new Order.Scale(1, Side.CANARY, 3));
    stage.look(seen -> seen.canary().ready() == 3 && seen.generation() == 1);
  }

  @Test
  void goesThroughTheStepsAsOrdered() throws Exception {
    canaryUp();
    for (int weight : List.of(20, 50, 100)) {
      long generation = 1L + weight;
      stage.tell(new Order.SetWeight(generation, weight));
      Seen seen = stage.look(s -> s.generation() == generation);
      assertThat(seen.canary().weight()).isEqualTo(weight);
      assertThat(seen.stable().weight()).isEqualTo(100 - weight);
      stage.tell(new Order.SetWeight(generation, weight));
    }
    stage.tell(new Order.Scale(200, Side.STABLE, 0));
    Seen last = stage.look(s -> s.stable().replicas() == 0);
    assertThat(last.canary()).isEqualTo(new Fleet(3, 3, 100));
    assertThat(last.generation()).isEqualTo(200);
  }

  @Test
  void takesAllTrafficBackAndEndsTheCanary() throws Exception {
    canaryUp();
    stage.tell(new Order.SetWeight(2, 20));
    stage.look(s -> s.generation() == 2);
    assertThatThrownBy(() -> stage.tell(new Order.Scale(3, Side.CANARY, 0)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("still sends 20 %");
    stage.tell(new Order.SetWeight(4, 0));
    Seen back = stage.look(s -> s.generation() == 4);
    assertThat(back.stable()).isEqualTo(new Fleet(3, 3, 100));
    stage.tell(new Order.Scale(5, Side.CANARY, 0));
    stage.look(s -> s.canary().replicas() == 0 && s.generation() == 5);
    assertThat(stage.rollout().require().<Object>get("status", "stableRS"))
        .isEqualTo(stage.rollout().require().get("status", "currentPodHash"));
  }

  @Test
  void theMachineRollsOutThroughIt() throws Exception {
    assertThat(new Machine(stage.target, Stage.PAIR).run(List.of(20, 50), 101))
        .isInstanceOf(State.Healthy.class);
    assertThat(stage.target.look(Stage.PAIR).canary()).isEqualTo(new Fleet(3, 3, 100));
  }

  @Test
  void theMachineGoesBackThroughIt() throws Exception {
    assertThat(new Machine(stage.target, Stage.PAIR).run(List.of(20, 50), 50))
        .isInstanceOf(State.Degraded.class);
    Seen seen = stage.target.look(Stage.PAIR);
    assertThat(seen.stable()).isEqualTo(new Fleet(3, 3, 100));
    assertThat(seen.canary()).isEqualTo(new Fleet(0, 0, 0));
  }

  @Test
  void rollsBackAfterEverythingWasPromoted() throws Exception {
    canaryUp();
    stage.tell(new Order.SetWeight(2, 100));
    stage.look(s -> s.generation() == 2 && s.canary().weight() == 100);
    stage.tell(new Order.Scale(3, Side.STABLE, 3));
    stage.look(s -> s.stable().ready() == 3 && s.generation() == 3);
    stage.tell(new Order.SetWeight(4, 0));
    Seen back = stage.look(s -> s.generation() == 4);
    assertThat(back.stable()).isEqualTo(new Fleet(3, 3, 100));
  }

  @Test
  void abortsWhatWasPromotedFullyAndNeverBecomesReady() throws Exception {
    try (Stage never = new Stage(cluster, Stage.STEPS, "app: shop, test/ready: never");
        AutoCloseable its = StandIn.start(never)) {
      assertThat(its).isNotNull();
      never.look(s -> s.stable().weight() == 100);
      never.tell(new Order.Scale(1, Side.CANARY, 3));
      assertThat(never.look(s -> s.canary().replicas() == 3).canary().ready()).isZero();
      never.status("{\"status\":{\"promoteFull\":true,\"pauseConditions\":null}}");
      never.tell(new Order.SetWeight(2, 0));
      assertThat(never.look(s -> s.generation() == 2).canary().weight()).isZero();
    }
  }

  @Test
  void seesThatSomebodyElseHasPromotedOrAbortedIt() throws Exception {
    canaryUp();
    stage.tell(new Order.SetWeight(2, 20));
    stage.look(s -> s.generation() == 2);
    stage.status("{\"status\":{\"pauseConditions\":null}}");
    stage.look(s -> s.canary().weight() == 50 && s.generation() == 2);
    stage.status("{\"status\":{\"abort\":true}}");
    stage.look(s -> s.canary().weight() == 0 && s.generation() == 2);
    assertThatThrownBy(() -> stage.tell(new Order.SetWeight(3, 50)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("was aborted");
  }

  @Test
  void anOlderOrderChangesNothing() throws Exception {
    canaryUp();
    stage.tell(new Order.SetWeight(7, 20));
    stage.look(s -> s.generation() == 7);
    stage.tell(new Order.SetWeight(6, 0));
    stage.tell(new Order.SetWeight(5, 50));
    assertThat(stage.target.look(Stage.PAIR).canary().weight()).isEqualTo(20);
  }

  @Test
  void refusesWhatTheStepsDoNotSay() throws Exception {
    terminal(() -> stage.target.admit(List.of(10, 50)))
        .hasMessageContaining("the plan has the weights [10, 50]")
        .hasMessageContaining("have [20, 50]");
    stage.target.admit(List.of(20, 50, 100));
    terminal(() -> stage.tell(new Order.SetMirror(1, 10)));
    canaryUp();
    terminal(() -> stage.tell(new Order.SetWeight(2, 30)))
        .hasMessageContaining("goes from 0 % to 20 %, not to 30 %");
  }

  @Test
  void refusesStepsThatMoveByThemselves() {
    String steps =
        "[{setCanaryScale: {weight: 100}}, {pause: {}}, {setWeight: 20}, {pause: {duration: 1h}}]";
    try (Stage other = new Stage(cluster, steps)) {
      other.status("{\"status\":{\"stableRS\":\"x\"}}");
      terminal(() -> other.target.admit(List.of(20)))
          .hasMessageContaining("step 4 is {pause={duration=1h}}");
    }
  }

  private static AbstractThrowableAssert<?, ?> terminal(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOf(PortException.class)
        .matches(e -> ((PortException) e).isTerminal(), "is terminal");
  }
}
