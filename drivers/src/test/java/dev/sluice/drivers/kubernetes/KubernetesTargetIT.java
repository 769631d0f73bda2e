package dev.sluice.drivers.kubernetes;

import static dev.sluice.drivers.kubernetes.Shop.FIRST;
import static dev.sluice.drivers.kubernetes.Shop.PAIR;
import static dev.sluice.drivers.kubernetes.Shop.SECOND;
import static dev.sluice.drivers.kubernetes.Shop.THIRD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.rollout.State;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The walk of a release through a real API, with controllers and pretended pods.
@ExtendWith(Cluster.class)
class KubernetesTargetIT {
  private Shop shop;

  @BeforeEach
  void begin(Cluster.Shared cluster) {
    shop = new Shop(cluster);
  }

  @AfterEach
  void end() {
    shop.close();
  }

  @Test
  void takesOverWhatRunsAndPromotesARelease() throws Exception {
    Seen first = shop.look(PAIR, seen -> seen.stable().ready() == 3);
    assertThat(first.generation()).isZero();
    assertThat(first.stable()).isEqualTo(new Fleet(3, 3, 100));
    assertThat(first.canary()).isEqualTo(new Fleet(0, 0, 0));

    shop.tell(new Order.Scale(1, Side.CANARY, 2));
    Seen ready = shop.look(PAIR, seen -> seen.canary().ready() == 2);
    assertThat(ready.generation()).isEqualTo(1);
    assertThat(ready.canary().weight()).isZero();

    shop.tell(new Order.SetWeight(2, 25));
    Seen quarter = shop.look();
    assertThat(quarter.generation()).isEqualTo(2);
    assertThat(quarter.canary()).isEqualTo(new Fleet(2, 2, 25));
    assertThat(quarter.stable()).isEqualTo(new Fleet(3, 3, 75));
    assertThat(shop.weights(1)).isEqualTo(Map.of("shop", 75, Shop.name(SECOND), 25));
    assertThat(shop.weights(0)).isEqualTo(Map.of("files", 1));

    shop.tell(new Order.SetMirror(3, 10));
    assertThat(shop.look().mirror()).isEqualTo(10);
    shop.tell(new Order.SetMirror(4, 0));
    assertThat(shop.look().mirror()).isZero();
    assertThat(shop.route().getSpec().getRules().get(1).getFilters()).hasSize(1);

    shop.tell(new Order.SetWeight(5, 100));
    shop.tell(new Order.Scale(6, Side.STABLE, 0));
    Seen last = shop.look();
    assertThat(last.generation()).isEqualTo(6);
    assertThat(last.stable()).isEqualTo(new Fleet(0, 0, 0));
    assertThat(last.canary().weight()).isEqualTo(100);
    assertThat(shop.route().getSpec().getHostnames()).containsExactly("shop.example.com");
  }

  @Test
  void makesADeploymentAfterTheTemplate() throws Exception {
    shop.tell(new Order.Scale(1, Side.CANARY, 1));
    Deployment made = shop.deployment(Shop.name(SECOND));
    assertThat(made.getMetadata().getLabels())
        .containsEntry("team", "checkout")
        .containsEntry("sluice.dev/release", SECOND.id().brief())
        .containsEntry("app.kubernetes.io/managed-by", "sluice")
        .doesNotContainKey("app.kubernetes.io/instance");
    assertThat(made.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry("sluice.dev/config", "v1")
        .containsEntry("sluice.dev/release-id", SECOND.id().value());
    assertThat(made.getSpec().getTemplate().getSpec().getContainers())
        .extracting(c -> c.getImage())
        .containsExactly(Shop.IMAGE + "@sha256:" + "b".repeat(64), "registry.test/log:1");
  }

  @Test
  void theCanaryOfOneRolloutIsTheStableOfTheNext() throws Exception {
    shop.canaryUp(1);
    shop.tell(new Order.SetWeight(2, 100));
    shop.tell(new Order.Scale(3, Side.STABLE, 0));
    Pair next = Shop.pair(SECOND, THIRD);
    Seen seen = shop.target.look(next);
    assertThat(seen.generation()).isEqualTo(3);
    assertThat(seen.stable()).isEqualTo(new Fleet(2, 2, 100));
    shop.target.tell(next, new Order.Scale(4, Side.CANARY, 1));
    shop.look(next, s -> s.canary().ready() == 1);
    shop.target.tell(next, new Order.SetWeight(5, 40));
    assertThat(shop.weights(1)).isEqualTo(Map.of(Shop.name(SECOND), 60, Shop.name(THIRD), 40));
    Pair back = Shop.pair(SECOND, FIRST);
    shop.target.tell(back, new Order.Scale(6, Side.CANARY, 3));
    shop.look(back, s -> s.canary().ready() == 3);
    shop.target.tell(back, new Order.SetWeight(7, 100));
    assertThat(shop.weights(1)).isEqualTo(Map.of(Shop.name(SECOND), 0, "shop", 100));
  }

  @Test
  void theMachineRollsOutThroughIt() throws Exception {
    shop.look(PAIR, seen -> seen.stable().ready() == 3);
    assertThat(new Machine(shop.target, PAIR).run(List.of(10, 50), 101))
        .isInstanceOf(State.Healthy.class);
    Seen seen = shop.look();
    assertThat(seen.canary()).isEqualTo(new Fleet(3, 3, 100));
    assertThat(seen.stable()).isEqualTo(new Fleet(0, 0, 0));
  }

  @Test
  void theMachineGoesBackThroughIt() throws Exception {
    shop.look(PAIR, seen -> seen.stable().ready() == 3);
    Machine machine = new Machine(shop.target, PAIR);
    assertThat(machine.run(List.of(10, 50), 50)).isInstanceOf(State.Degraded.class);
    assertThat(machine.highest()).isEqualTo(50);
    Seen seen = shop.look();
    assertThat(seen.canary()).isEqualTo(new Fleet(0, 0, 0));
    assertThat(seen.stable()).isEqualTo(new Fleet(3, 3, 100));
  }

  @Test
  void anOlderOrderChangesNothing() throws Exception {
    shop.canaryUp(5);
    shop.tell(new Order.SetWeight(6, 50));
    shop.tell(new Order.SetWeight(4, 100));
    shop.tell(new Order.Scale(3, Side.CANARY, 0));
    Seen seen = shop.look();
    assertThat(seen.generation()).isEqualTo(6);
    assertThat(seen.canary()).isEqualTo(new Fleet(2, 2, 50));
  }

  @Test
  void theSameOrderTwiceIsTheSameAsOnce() throws Exception {
    shop.canaryUp(1);
    shop.tell(new Order.SetWeight(2, 50));
    shop.tell(new Order.SetWeight(2, 50));
    assertThat(shop.look().canary().weight()).isEqualTo(50);
  }

  @Test
  void keepsInstancesThatStillGetRequests() throws Exception {
    shop.canaryUp(1);
    shop.tell(new Order.SetWeight(2, 50));
    assertThatThrownBy(() -> shop.tell(new Order.Scale(3, Side.CANARY, 0)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("still sends 50 % of the requests to Service " + Shop.name(SECOND));
    assertThat(shop.look().canary().replicas()).isEqualTo(2);
    shop.tell(new Order.SetWeight(4, 0));
    shop.tell(new Order.Scale(5, Side.CANARY, 0));
    assertThat(shop.look().canary()).isEqualTo(new Fleet(0, 0, 0));
  }

  @Test
  void seesThatSomebodyElseHasChangedTheShares() throws Exception {
    shop.canaryUp(1);
    shop.tell(new Order.SetWeight(2, 10));
    shop.edit(route -> route.getSpec().getRules().get(1).getBackendRefs().get(1).setWeight(810));
    assertThat(shop.look().canary().weight()).isEqualTo(90);
    shop.tell(new Order.SetWeight(3, 10));
    assertThat(shop.look().canary().weight()).isEqualTo(10);
  }

  @Test
  void aPodThatNeverBecomesReadyIsNotReady() throws Exception {
    shop.unready();
    shop.tell(new Order.Scale(1, Side.CANARY, 2));
    shop.look(PAIR, seen -> shop.pods(SECOND) == 2);
    assertThat(shop.look().canary()).isEqualTo(new Fleet(2, 0, 0));
  }

  @Test
  void keepsAFewReleasesOfThePast() throws Exception {
    for (int i = 0; i < 6; i++) {
      Pair pair = Shop.pair(FIRST, Shop.release(Character.forDigit(i, 10), "v1"));
      shop.target.tell(pair, new Order.SetWeight(i + 1, 0));
    }
    assertThat(shop.made())
        .hasSize(History.KEPT + 2)
        .doesNotContain(Shop.name(Shop.release('0', "v1")));
  }
}
