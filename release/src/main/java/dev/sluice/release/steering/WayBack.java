package dev.sluice.release.steering;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// All traffic back to the stable side, and the canary gone: as fast as is safe. What the stable
/// side can carry goes at once, the rest when it is ready; the canary stays up until nothing is
/// sent to it.
public final class WayBack {
  private WayBack() {}

  /// The order to give, or null when there is only to wait. Ask again after each.
  ///
  /// @param retry how long an order may take before it is given again
  public static @Nullable LongFunction<Order> next(Target target, Duration retry, Instant now) {
    Wanted wanted = target.wanted();
    int low = target.lowest();
    if (low < wanted.weight()) {
      return generation -> new Order.SetWeight(generation, low);
    }
    if (wanted.stable() < target.capacity()) {
      return generation -> new Order.Scale(generation, Side.STABLE, target.capacity());
    }
    if (wanted.mirror() > 0) {
      return generation -> new Order.SetMirror(generation, 0);
    }
    Order gone = new Order.Scale(0, Side.CANARY, 0);
    if (wanted.canary() > 0 && wanted.weight() == 0 && target.settled() && target.permits(gone)) {
      return gone::again;
    }
    return Repair.next(target, retry, now);
  }

  /// Whether all traffic is seen to be back. The canary may still be there.
  public static boolean trafficBack(Target target) {
    Seen seen = target.seen();
    return seen != null
        && target.mostWeight(Side.CANARY) == 0
        && target.mostMirror() == 0
        && seen.stable().weight() == 100
        && target.available(Side.STABLE) >= target.capacity();
  }

  /// Whether all is as it was: traffic back, the canary gone, and seen to be so.
  public static boolean done(Target target) {
    return target.settled() && trafficBack(target) && target.wanted().canary() == 0;
  }
}
