package dev.sluice.release.steering;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Makes a target what it was told to be, where an order was lost or somebody else has changed it.
public final class Repair {
  private Repair() {}

  /// The order to give, or null when there is nothing to repair or nothing that is safe.
  ///
  /// @param retry how long an order may take before it is given again
  public static @Nullable LongFunction<Order> next(Target target, Duration retry, Instant now) {
    Seen seen = target.seen();
    boolean untold = target.toldAt() == null && !target.matched();
    if (seen == null || !(untold || target.changedOutside() || target.overdue(retry, now))) {
      return null;
    }
    for (Order order : differences(target, seen)) {
      if (target.permits(order)) {
        return order::again;
      }
    }
    return null;
  }

  /// What differs, the most pressing first; then the last order, of which it isn't known whether it
  /// will still be done.
  private static List<Order> differences(Target target, Seen seen) {
    Wanted wanted = target.wanted();
    List<Order> orders = new ArrayList<>();
    if (seen.canary().weight() != wanted.weight()
        || seen.stable().weight() != 100 - wanted.weight()) {
      orders.add(new Order.SetWeight(0, wanted.weight()));
    }
    scale(Side.STABLE, wanted, seen, orders);
    if (seen.mirror() != wanted.mirror()) {
      orders.add(new Order.SetMirror(0, wanted.mirror()));
    }
    scale(Side.CANARY, wanted, seen, orders);
    Order last = target.last();
    if (last != null) {
      orders.add(last);
    }
    return orders;
  }

  private static void scale(Side side, Wanted wanted, Seen seen, List<Order> orders) {
    int replicas = wanted.replicas(side);
    int there = seen.of(side).replicas();
    if (there < replicas || (replicas == 0 && there > 0)) {
      orders.add(new Order.Scale(0, side, replicas));
    }
  }
}
