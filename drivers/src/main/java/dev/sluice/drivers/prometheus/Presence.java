package dev.sluice.drivers.prometheus;

import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether series that are not there are none, or a name that is wrong.
///
/// @param until milliseconds since 1970; what was there in the day before is known
/// @param seen the selectors that have series
record Presence(Api api, long until, Set<Selector> seen) {
  private static final long KNOWN = 86_400_000;

  Presence {
    seen = Set.copyOf(seen);
  }

  /// Why there is nothing at all to count by, or null.
  @Nullable Cause absent(Questions questions) throws PortException, InterruptedException {
    Asked stable = questions.of(Side.STABLE);
    Asked canary = questions.of(Side.CANARY);
    List<Selector> total = stable.requests().selectors();
    if (total.stream().noneMatch(seen::contains)) {
      for (Selector selector : total) {
        if (!api.labels(selector.text(), until - KNOWN, until).isEmpty()) {
          return Cause.STALE;
        }
      }
      return Cause.NO_RESULT;
    }
    for (int part = 0; part < stable.all().size(); part++) {
      List<Selector> left = stable.all().get(part).selectors();
      List<Selector> right = canary.all().get(part).selectors();
      for (int i = 0; i < left.size(); i++) {
        if (!mayBe(left.get(i), right.get(i)) || !mayBe(right.get(i), left.get(i))) {
          return Cause.NO_RESULT;
        }
      }
    }
    return null;
  }

  /// Whether the query of one side is one that gives series, now or later.
  ///
  /// @param other the same for the other side
  private boolean mayBe(Selector selector, Selector other)
      throws PortException, InterruptedException {
    boolean like = seen.contains(other) && other.metric().equals(selector.metric());
    return seen.contains(selector) || like || isKnown(selector);
  }

  /// The metric exists, and has every label that is selected by.
  private boolean isKnown(Selector selector) throws PortException, InterruptedException {
    Selector metric = new Selector(selector.metric(), List.of());
    Set<String> labels = api.labels(metric.text(), until - KNOWN, until);
    return !labels.isEmpty() && labels.containsAll(selector.labels());
  }
}
