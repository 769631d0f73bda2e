package dev.sluice.engine.drive;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.port.Pair;
import dev.sluice.release.steering.Order;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Something to be done outside, kept together with the decision to do it, and done at least once.
public sealed interface Outside {
  /// Tell a target. A target does it once, however often it is told.
  record Tell(Pair pair, Order order) implements Outside {
    public Tell {
      requireNonNull(pair, "pair");
      requireNonNull(order, "order");
    }
  }

  /// Tell people.
  ///
  /// @param run the run that it is about
  record Notice(String run, String reason, String text, Instant at) implements Outside {
    public Notice {
      requireNonNull(run, "run");
      requireNonNull(reason, "reason");
      requireNonNull(text, "text");
      requireNonNull(at, "at");
    }
  }

  /// Publish the record of a run that is over, as `docs/runs.md` says.
  ///
  /// @param kind as in the file: `rollout`, `rollback-drill`, …
  /// @param values named results
  record Evidence(
      String kind,
      Instant at,
      String service,
      @Nullable String environment,
      boolean succeeded,
      String summary,
      SortedMap<String, String> values)
      implements Outside {
    public Evidence {
      requireNonNull(kind, "kind");
      requireNonNull(at, "at");
      requireNonNull(service, "service");
      requireNonNull(summary, "summary");
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
  }
}
