package dev.sluice.drivers.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.port.Pair;
import dev.sluice.release.steering.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The Role that users are given for Deployments behind a route.
@ExtendWith(Cluster.class)
class RoleIT {
  private int releases;

  @Test
  void everyVerbOfTheRoleIsNeededAndNoOther(Cluster.Shared cluster) throws Exception {
    try (Shop shop = new Shop(cluster)) {
      Rights rights = new Rights(cluster, shop.namespace, "role.yaml");
      try (KubernetesTarget target = shop.target(rights.config())) {
        for (int i = 0; i < History.KEPT + 2; i++) {
          walk(target);
        }
        assertThat(rights.takeAwayEach(() -> walk(target))).isEqualTo(11);
      }
    }
  }

  /// Everything that is ever asked: a look, and a new release, for which an old one goes away.
  private void walk(KubernetesTarget target) throws Exception {
    releases++;
    Pair pair =
        Shop.pair(Shop.FIRST, Shop.release(Character.forDigit(releases % 16, 16), "v" + releases));
    target.look(pair);
    target.tell(pair, new Order.SetWeight(releases, 0));
  }
}
