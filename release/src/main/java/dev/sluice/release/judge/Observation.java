package dev.sluice.release.judge;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

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
