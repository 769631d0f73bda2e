package dev.sluice.release.steering;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What is known of a target: what it was told, what it was seen to be, and which orders may still
/// take effect. The questions it answers are worst cases over all of those: an order that nobody
/// has heard of again may be done late, or never.
///
/// @param capacity instances that the whole traffic needs
/// @param spare how many of them may be missing, as a rolling plan declares; else 0
/// @param generation number of the last order
/// @param open orders that may still take effect, oldest first; of equal ones the last
/// @param wanted what it shall be when all have been done
/// @param toldAt when the last order was given, or null before the first
/// @param matched whether it has been seen as wanted since the last order
/// @param seen what was seen last, or null before the first look
public record Target(
    int capacity,
    int spare,
    long generation,
    List<Order> open,
    Wanted wanted,
    @Nullable Instant toldAt,
    boolean matched,
    @Nullable Seen seen) {
  public Target {
    if (capacity < 1 || spare < 0 || spare > capacity) {
      throw new IllegalArgumentException("expected an instance or more that is needed");
    }
    open = List.copyOf(open);
    requireNonNull(wanted, "wanted");
  }

  /// A target whose traffic all goes to the stable side, and which has been told nothing yet.
  ///
  /// @param generation number of the last order that any other rollout gave it
  public static Target fresh(int capacity, int spare, long generation) {
    Wanted wanted = new Wanted(0, 0, capacity, 0);
    return new Target(capacity, spare, generation, List.of(), wanted, null, false, null);
  }

  /// A target that is to stay as it was found until it is told something.
  ///
  /// @param generation number of the last order that anyone gave it
  public static Target found(int capacity, long generation, Seen seen) {
    Wanted wanted =
        new Wanted(
            seen.canary().weight(),
            seen.mirror(),
            seen.stable().replicas(),
            seen.canary().replicas());
    long newest = Math.max(generation, seen.generation());
    return new Target(capacity, 0, newest, List.of(), wanted, null, true, seen);
  }

  /// After a look at it. What is older than what is known, or dated later than now, tells nothing.
  public Target see(Seen look, Instant now) {
    Seen last = seen;
    if (look.at().isAfter(now)) {
      return this;
    }
    if (last != null && (!look.at().isAfter(last.at()) || look.generation() < last.generation())) {
      return this;
    }
    List<Order> still = open.stream().filter(o -> o.generation() > look.generation()).toList();
    boolean matches = matched || (still.isEmpty() && wanted.in(look));
    long newest = Math.max(generation, look.generation());
    return new Target(capacity, spare, newest, still, wanted, toldAt, matches, look);
  }

  /// After telling it something.
  ///
  /// @param order makes the order from its number
  public Target tell(LongFunction<Order> order, Instant now) {
    Order next = order.apply(generation + 1);
    List<Order> still = new ArrayList<>();
    for (Order o : open) {
      if (!o.again(0).equals(next.again(0))) {
        still.add(o);
      }
    }
    still.add(next);
    return new Target(
        capacity, spare, next.generation(), still, wanted.with(next), now, false, seen);
  }

  /// The order that was given last and may still take effect, or null.
  public @Nullable Order last() {
    return open.isEmpty() ? null : open.getLast();
  }

  /// Whether every order has been done and seen to be done.
  public boolean settled() {
    return open.isEmpty() && matched;
  }

  /// Whether its traffic is seen to go as wanted, and no open order can change that.
  public boolean routed() {
    Seen look = seen;
    return look != null
        && wanted.routes(look)
        && open.stream().allMatch(o -> o instanceof Order.Scale);
  }

  /// Whether what was ordered is overdue to be seen.
  public boolean overdue(Duration retry, Instant now) {
    Instant told = toldAt;
    return !settled() && told != null && !now.isBefore(told.plus(retry));
  }

  /// Whether it was seen as wanted once, and somebody else has changed it since.
  public boolean changedOutside() {
    Seen look = seen;
    return settled() && look != null && !wanted.in(look);
  }

  /// Whether it was looked at lately.
  public boolean known(Duration within, Instant now) {
    Seen look = seen;
    return look != null && !now.isAfter(look.at().plus(within));
  }

  /// Instances of a side that can be counted on, whichever of the open orders are done.
  public int available(Side side) {
    Seen look = seen;
    if (look == null) {
      return 0;
    }
    int least = Math.min(look.of(side).ready(), look.of(side).replicas());
    for (Order o : open) {
      if (o instanceof Order.Scale s && s.side() == side) {
        least = Math.min(least, s.replicas());
      }
    }
    return least;
  }

  /// The largest share that a side may get, in percent, whichever of the open orders are done.
  public int mostWeight(Side side) {
    Seen look = seen;
    int most = look == null ? 100 : look.of(side).weight();
    for (Order o : open) {
      if (o instanceof Order.SetWeight w) {
        most = Math.max(most, side == Side.CANARY ? w.canary() : 100 - w.canary());
      }
    }
    return most;
  }

  /// The largest share that may be mirrored, in percent, whichever of the open orders are done.
  public int mostMirror() {
    Seen look = seen;
    int most = look == null ? 100 : look.mirror();
    for (Order o : open) {
      if (o instanceof Order.SetMirror m) {
        most = Math.max(most, m.percent());
      }
    }
    return most;
  }

  /// Instances that a share of the traffic needs. A share is rounded to whole percents, so one
  /// point of it needs nobody: two thirds of three instances are two.
  public int needed(int weight) {
    if (weight <= 0) {
      return 0;
    }
    return weight >= 100 ? capacity : Math.max(1, Math.ceilDiv((weight - 1) * capacity, 100));
  }

  /// Whether a side may have so few instances: it has what its traffic needs, and stays up while it
  /// has any.
  public boolean mayShrink(Side side, int replicas) {
    int weight = Math.max(mostWeight(side), side == Side.CANARY ? mostMirror() : 0);
    int kept = needed(weight) - spare;
    return weight == 0 || (replicas > 0 && replicas >= kept);
  }

  /// Whether an order is safe, whichever of the open ones are done: nothing is sent to what isn't
  /// ready, and nothing goes away that still has traffic. No order is ever given that isn't.
  public boolean permits(Order order) {
    Seen look = seen;
    if (look == null) {
      return false;
    }
    return switch (order) {
      case Order.SetWeight w ->
          w.canary() > look.canary().weight()
              ? available(Side.CANARY) >= needed(w.canary())
              : w.canary() >= lowest() && (w.canary() == 0 || available(Side.CANARY) > 0);
      case Order.SetMirror m ->
          m.percent() <= look.mirror() || available(Side.CANARY) >= needed(m.percent());
      case Order.Scale s ->
          mayShrink(s.side(), s.replicas())
              || (s.replicas() > 0 && s.replicas() >= look.of(s.side()).replicas());
    };
  }

  /// The smallest share that can be left on the canary now: what the stable side cannot carry
  /// stays. Nothing is sent to a stable side that isn't ready; all of it is when the canary isn't
  /// there.
  public int lowest() {
    int ready = available(Side.STABLE);
    if (ready == 0) {
      return 100;
    }
    if (ready >= capacity || available(Side.CANARY) == 0) {
      return 0;
    }
    int share = 100;
    while (needed(share) > ready) {
      share--;
    }
    return 100 - share;
  }
}
