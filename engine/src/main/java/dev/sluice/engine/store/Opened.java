package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

/// What came of an opening.
public sealed interface Opened {
  /// The run has begun.
  record Begun() implements Opened {}

  /// It had begun before; nothing was changed.
  record Already() implements Opened {}

  /// Another run steers one of its targets; nothing was changed.
  ///
  /// @param run the other one
  record Occupied(String service, String run) implements Opened {
    public Occupied {
      requireNonNull(service, "service");
      requireNonNull(run, "run");
    }
  }

  /// A run of another kind, service or environment has its id; nothing was changed.
  record IdTaken() implements Opened {}
}
