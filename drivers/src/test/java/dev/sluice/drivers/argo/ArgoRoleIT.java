package dev.sluice.drivers.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.drivers.kubernetes.Cluster;
import dev.sluice.drivers.kubernetes.Rights;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Role that users are given for a Rollout.
@ExtendWith(Cluster.class)
class ArgoRoleIT {
  private long generation;

  @Test
  void everyVerbOfTheRoleIsNeededAndNoOther(Cluster.Shared cluster) throws Exception {
    try (Stage stage = new Stage(cluster, Stage.STEPS);
        StandIn controller = StandIn.start(stage)) {
      assertThat(controller).isNotNull();
      stage.look(seen -> seen.stable().equals(new Fleet(3, 3, 100)));
      Rights rights = new Rights(cluster, stage.namespace, "argo-role.yaml");
      try (ArgoTarget target = stage.target(rights.config())) {
        assertThat(rights.takeAwayEach(() -> walk(stage, target))).isEqualTo(4);
      }
    }
  }

  /// A canary that gets requests and is taken back.
  private void walk(Stage stage, ArgoTarget target) throws Exception {
    target.look(Stage.PAIR);
    target.tell(Stage.PAIR, new Order.Scale(++generation, Side.CANARY, 3));
    stage.look(seen -> seen.canary().ready() == 3 && seen.generation() == generation);
    target.tell(Stage.PAIR, new Order.SetWeight(++generation, 20));
    stage.look(seen -> seen.generation() == generation);
    target.tell(Stage.PAIR, new Order.SetWeight(++generation, 0));
    stage.look(seen -> seen.generation() == generation);
    target.tell(Stage.PAIR, new Order.Scale(++generation, Side.CANARY, 0));
    stage.look(seen -> seen.canary().replicas() == 0 && seen.generation() == generation);
  }
}
