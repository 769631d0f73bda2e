package dev.sluice.drivers.kubernetes;

import static dev.sluice.drivers.kubernetes.Shop.PAIR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Several processes that steer one target, some with orders that are long out of date.
@ExtendWith(Cluster.class)
class SteerersIT {
  private static final int ORDERS = 60;

  @Test
  void sharesAreAlwaysThoseOfTheNewestOrder(Cluster.Shared cluster) throws Exception {
    try (Shop shop = new Shop(cluster)) {
      shop.canaryUp(1);
      Random random = new Random(7);
      List<Order> orders = new ArrayList<>();
      Map<Long, Integer> weights = new ConcurrentHashMap<>();
      for (long n = 2; n < ORDERS; n++) {
        int weight = random.nextInt(1, 100);
        orders.add(
            n % 3 == 0
                ? new Order.Scale(n, Side.CANARY, random.nextInt(0, 4))
                : new Order.SetWeight(n, weight));
        weights.put(n, weight);
      }
      Collections.shuffle(orders.subList(0, orders.size() - 1), random);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> steerers = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
          int first = s;
          steerers.add(threads.submit(() -> steer(shop, cluster, orders, first)));
        }
        watch(shop, weights, steerers);
        for (Future<?> steerer : steerers) {
          steerer.get(60, TimeUnit.SECONDS);
        }
      }
      Order last = new Order.SetWeight(ORDERS, 42);
      shop.tell(last);
      for (Order order : orders) {
        shop.tell(order);
      }
      Seen seen = shop.look();
      assertThat(seen.generation()).isEqualTo(ORDERS);
      assertThat(seen.canary().weight()).isEqualTo(42);
    }
  }

  /// Every third order.
  private static Object steer(Shop shop, Cluster.Shared cluster, List<Order> orders, int first)
      throws Exception {
    try (KubernetesTarget target = shop.target(cluster.config())) {
      for (int i = first; i < orders.size(); i += 3) {
        try {
          target.tell(PAIR, orders.get(i));
        } catch (PortException e) {
          assertThat(e.isTerminal()).as(e.getMessage()).isFalse();
        }
      }
      return first;
    }
  }

  /// The number on the route never goes back, and its weights are those of that order.
  private static void watch(Shop shop, Map<Long, Integer> weights, List<Future<?>> steerers) {
    long newest = 0;
    long routed = 0;
    int looks = 0;
    while (steerers.stream().anyMatch(s -> !s.isDone())) {
      HTTPRoute route = shop.route();
      Map<String, String> marks = route.getMetadata().getAnnotations();
      long generation = Long.parseLong(marks.get(Mark.GENERATION));
      long now = Long.parseLong(marks.get(Mark.ROUTED));
      assertThat(generation).isGreaterThanOrEqualTo(newest).isGreaterThanOrEqualTo(now);
      assertThat(now).isGreaterThanOrEqualTo(routed);
      if (now > 0) {
        assertThat(route.getSpec().getRules().get(1).getBackendRefs().get(1).getWeight())
            .isEqualTo(weights.get(now));
      }
      newest = generation;
      routed = now;
      looks++;
    }
    assertThat(looks).isPositive();
  }
}
