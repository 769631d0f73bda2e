package dev.sluice.release.simulation;

import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A target that is only numbers: orders take a while, and so does an instance until it is ready.
/// It keeps the contract of a driver: an order that is older than one it has done is refused, and
/// the last instances of a side stay while it has traffic. For one thread at a time.
public final class SimulatedTarget {
  private final Timing timing;
  private final Deque<Arrival> arriving = new ArrayDeque<>();
  private final List<Instant> stable = new ArrayList<>();
  private final List<Instant> canary = new ArrayList<>();
  private long generation;
  private int weight;
  private int mirror;
  private long exposed;

  /// A target whose traffic all goes to a stable side that is ready.
  ///
  /// @param capacity instances of the stable side
  public SimulatedTarget(int capacity, Timing timing) {
    this.timing = timing;
    for (int i = 0; i < capacity; i++) {
      stable.add(Instant.MIN);
    }
  }

  /// Tells it something.
  public void tell(Order order, Instant now) {
    arriving.add(new Arrival(order, now.plus(timing.order())));
  }

  /// Lets time pass: what was ordered long enough ago is done.
  public void pass(Instant now) {
    while (!arriving.isEmpty() && !arriving.getFirst().at().isAfter(now)) {
      Arrival next = arriving.removeFirst();
      if (next.order().generation() > generation) {
        generation = next.order().generation();
        obey(next.order(), next.at());
      }
    }
  }

  private void obey(Order order, Instant at) {
    switch (order) {
      case Order.SetWeight w -> weight = w.canary();
      case Order.SetMirror m -> mirror = m.percent();
      case Order.Scale s -> scale(s, at);
    }
  }

  private void scale(Order.Scale s, Instant at) {
    boolean canarySide = s.side() == Side.CANARY;
    List<Instant> side = canarySide ? canary : stable;
    int share = canarySide ? Math.max(weight, mirror) : 100 - weight;
    if (s.replicas() == 0 && share > 0) {
      return;
    }
    while (side.size() > s.replicas()) {
      side.removeLast();
    }
    while (side.size() < s.replicas()) {
      side.add(at.plus(timing.ready()));
    }
  }

  /// Requests that the canary has answered.
  public void answered(long requests) {
    exposed += requests;
  }

  /// The canary's share of the requests, in percent.
  public int weight() {
    return weight;
  }

  /// The share of the requests of which the canary gets a copy, in percent.
  public int mirror() {
    return mirror;
  }

  /// What is there now.
  public Seen look(Instant now) {
    return new Seen(
        now,
        generation,
        fleet(stable, 100 - weight, now),
        fleet(canary, weight, now),
        mirror,
        exposed);
  }

  private static Fleet fleet(List<Instant> side, int weight, Instant now) {
    int ready = 0;
    for (Instant at : side) {
      if (!at.isAfter(now)) {
        ready++;
      }
    }
    return new Fleet(side.size(), ready, weight);
  }

  /// An order on its way.
  private record Arrival(Order order, Instant at) {}
}
