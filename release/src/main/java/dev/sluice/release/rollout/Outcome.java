package dev.sluice.release.rollout;

import dev.sluice.release.steering.Order;

/// What a step comes to now.
sealed interface Outcome {
  /// It is over.
  record Done() implements Outcome {}

  /// The target is to be told something.
  record Tells(Order order) implements Outcome {}

  /// There is something to wait for.
  record Waits(Wait on) implements Outcome {}
}
