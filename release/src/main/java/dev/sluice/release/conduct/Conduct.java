package dev.sluice.release.conduct;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Carries runs on: what a brief and the inputs so far give is decided by them alone, so whoever
/// has both has the run.
public final class Conduct {
  private Conduct() {}

  /// The beginning.
  public static Step begin(Brief brief, Instant now) {
    return switch (brief) {
      case Brief.OfRollout b -> Rollouts.begin(b, now);
      case Brief.OfRollback b -> Rollbacks.begin(b, now);
      case Brief.OfPromotion b -> Promotions.begin(b, now);
    };
  }

  /// What comes of an input. One that is meant for another kind of run changes nothing.
  public static Step next(Standing standing, Input input, Instant now) {
    return switch (standing) {
      case Standing.OfRollout s -> Rollouts.next(s, input, now);
      case Standing.OfRollback s -> Rollbacks.next(s, input, now);
      case Standing.OfPromotion s -> Promotions.next(s, input, now);
    };
  }

  /// A map with one value replaced.
  static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
    Map<String, T> more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }
}
