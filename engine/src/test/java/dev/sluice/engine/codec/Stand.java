package dev.sluice.engine.codec;

import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// A small target that does what it is told, late.
final class Stand {
  private final Deque<Order> onTheWay = new ArrayDeque<>();
  private int stable;
  private int canary;
  private int weight;
  private int mirror;
  private long generation;
  private long exposed;

  Stand(int stable, int canary, int weight) {
    this.stable = stable;
    this.canary = canary;
    this.weight = weight;
  }

  void tell(Order order) {
    onTheWay.add(order);
  }

  void work(int orders) {
    for (int i = 0; i < orders && !onTheWay.isEmpty(); i++) {
      Order order = onTheWay.remove();
      generation = order.generation();
      switch (order) {
        case Order.SetWeight o -> weight = o.canary();
        case Order.SetMirror o -> mirror = o.percent();
        case Order.Scale o -> {
          if (o.side() == Side.STABLE) {
            stable = o.replicas();
          } else {
            canary = o.replicas();
          }
        }
      }
    }
    exposed += weight;
  }

  void meddle(int otherWeight) {
    weight = otherWeight;
  }

  Seen look(Instant at) {
    return new Seen(
        at,
        generation,
        new Fleet(stable, stable, 100 - weight),
        new Fleet(canary, canary, weight),
        mirror,
        exposed);
  }
}
