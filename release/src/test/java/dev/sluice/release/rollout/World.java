package dev.sluice.release.rollout;

import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A target as it truly is, and the orders that are on their way to it. It keeps the contract of a
/// driver: an order that is older than one it has done is refused. Whatever it is told to do that
/// no user should have to bear is written to [#harm].
public final class World {
  public final int capacity;
  public final List<Order> onTheWay = new ArrayList<>();
  public final List<String> harm = new ArrayList<>();
  public int stable;
  public int stableReady;
  public int canary;
  public int canaryReady;
  public int weight;
  public int mirror;
  public long generation;
  public long exposed;

  /// Whether nobody else changes anything and nothing dies: what was seen still holds then when an
  /// order arrives, and nothing excuses harm.
  public boolean steady = true;

  /// Whether new instances become ready at once.
  public boolean quick = true;

  public World(int capacity) {
    this.capacity = capacity;
    this.stable = capacity;
    this.stableReady = capacity;
  }

  public World copy() {
    World w = new World(capacity);
    w.onTheWay.addAll(onTheWay);
    w.stable = stable;
    w.stableReady = stableReady;
    w.canary = canary;
    w.canaryReady = canaryReady;
    w.weight = weight;
    w.mirror = mirror;
    w.generation = generation;
    w.exposed = exposed;
    w.steady = steady;
    w.quick = quick;
    return w;
  }

  /// What is really there.
  public Seen look(Instant at) {
    return new Seen(
        at,
        generation,
        new Fleet(stable, stableReady, 100 - weight),
        new Fleet(canary, canaryReady, weight),
        mirror,
        exposed);
  }

  /// Does an order, unless it is too old.
  public void apply(Order order) {
    if (order.generation() <= generation) {
      return;
    }
    generation = order.generation();
    switch (order) {
      case Order.SetWeight w -> {
        if (steady && w.canary() > weight && canaryReady == 0) {
          harm.add("requests to a canary that isn't ready: " + w);
        }
        if (steady && w.canary() < weight && stableReady == 0) {
          harm.add("requests to a stable side that isn't ready: " + w);
        }
        weight = w.canary();
      }
      case Order.SetMirror m -> mirror = m.percent();
      case Order.Scale s -> scale(s);
    }
  }

  private void scale(Order.Scale s) {
    int share = s.side() == Side.CANARY ? Math.max(weight, mirror) : 100 - weight;
    if (steady && s.replicas() == 0 && share > 0) {
      harm.add("gone while it had " + share + " %: " + s);
    }
    if (s.side() == Side.CANARY) {
      canary = s.replicas();
      canaryReady = quick ? canary : Math.min(canaryReady, canary);
    } else {
      stable = s.replicas();
      stableReady = quick ? stable : Math.min(stableReady, stable);
    }
  }

  /// Every new instance is ready now.
  public void allReady() {
    stableReady = stable;
    canaryReady = canary;
  }

  /// Everything on the way arrives, in order.
  public void deliver() {
    onTheWay.forEach(this::apply);
    onTheWay.clear();
  }

  /// The order that was given last and has not arrived, or null.
  public @Nullable Order newest() {
    return onTheWay.isEmpty() ? null : onTheWay.getLast();
  }
}
