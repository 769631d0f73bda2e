package dev.sluice.flow.pipeline.expression;

import java.util.List;
import java.util.Set;

/// What can be told of a value without running anything.
public sealed interface Value {
  /// Its text is known.
  record Known(String text) implements Value {}

  /// Only how its text begins is known.
  record Begins(String prefix) implements Value {}

  /// The repository itself: equal to any name that a guard against forks compares it with.
  record Own() implements Value {}

  /// Nothing is known but how far a condition on it can come true.
  record Open(Truth truth) implements Value {}

  /// How jobs or steps ended: one entry for `needs.test.result`, several for `needs.*.result`.
  record Ended(List<Results> each) implements Value {
    public Ended {
      each = List.copyOf(each);
    }
  }

  /// The ways in which one job or step can have ended.
  ///
  /// @param open how far a condition that asks for one of several can come true
  record Results(Set<Result> possible, Truth open) {
    public Results {
      possible = Set.copyOf(possible);
    }

    /// It ended in one known way.
    public static Results only(Result result) {
      return new Results(Set.of(result), Truth.FREE);
    }

    /// Whether it ended so.
    public Truth is(Result result) {
      if (!possible.contains(result)) {
        return Truth.FALSE;
      }
      return possible.size() == 1 ? Truth.TRUE : open;
    }
  }

  /// How a job or step ended.
  enum Result {
    SUCCESS,
    FAILURE,
    SKIPPED,
    CANCELLED
  }
}
