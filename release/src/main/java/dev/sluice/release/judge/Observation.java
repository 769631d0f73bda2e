package dev.sluice.release.judge;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/// What was seen of both sides at one time.
public sealed interface Observation {
  /// End of the interval that it tells of.
  Instant at();

  /// Both sides were counted since the observation before. Without a canary yet, it is history,
  /// from which rate and noise are learnt.
  ///
  /// @param stable of the version that is in use; the baseline
  /// @param canary of the version that is judged
  record Counted(Instant at, Counts stable, Counts canary) implements Observation {
    public Counted {
      requireNonNull(at, "at");
      requireNonNull(stable, "stable");
      requireNonNull(canary, "canary");
    }
  }

  /// Both sides were counted, each key for itself: by customer, say. One key that fails more than
  /// all others counts only as much as they do, so that it can't decide alone.
  ///
  /// @param keys what both sides did for each key; keys without requests may be left out
  record Keyed(Instant at, Map<String, Sides> keys) implements Observation {
    public Keyed {
      requireNonNull(at, "at");
      keys = Map.copyOf(keys);
    }
  }

  /// What both sides did for one key.
  record Sides(Counts stable, Counts canary) {
    public Sides {
      requireNonNull(stable, "stable");
      requireNonNull(canary, "canary");
    }
  }

  /// It was counted how long both sides took. Where they are counted in different buckets, that is
  /// [Missing], because of [Cause#BUCKETS].
  record Timed(Instant at, Histogram stable, Histogram canary) implements Observation {
    /// @throws IllegalArgumentException unless both have the same buckets
    public Timed {
      requireNonNull(at, "at");
      if (!stable.bounds().equals(canary.bounds())) {
        throw new IllegalArgumentException(
            "different buckets: " + stable.bounds() + " and " + canary.bounds());
      }
    }
  }

  /// There is no telling what either side did.
  record Missing(Instant at, Cause cause) implements Observation {
    public Missing {
      requireNonNull(at, "at");
      requireNonNull(cause, "cause");
    }
  }

  /// Why there is no telling.
  enum Cause {
    SOURCE_DOWN("the metric source does not answer"),
    NO_RESULT("the query has no result"),
    NOT_A_NUMBER("the query's result is not a number"),
    STALE("the newest data are too old"),
    BUCKETS(
        "what is counted, or in which latency buckets, has changed or differs between the sides"),
    RESET("counts contradict each other, as after a restart"),
    NO_REQUESTS("neither side has requests any more"),
    NO_CANARY("the canary has no requests any more"),
    NO_STABLE("the stable has no requests any more");

    private final String text;

    Cause(String text) {
      this.text = text;
    }

    /// In words, as a clause.
    public String text() {
      return text;
    }
  }
}
