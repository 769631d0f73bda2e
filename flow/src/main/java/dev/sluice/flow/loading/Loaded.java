package dev.sluice.flow.loading;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.source.Problem;
import java.util.List;

/// What came out of reading a `delivery.yaml`.
public sealed interface Loaded {
  /// It is sound.
  record Sound(Delivery delivery) implements Loaded {}

  /// It has errors: all of them, by place.
  record Refused(List<Problem> problems) implements Loaded {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// Everything that is wrong; empty when it is sound.
  default List<Problem> problems() {
    return switch (this) {
      case Sound sound -> List.of();
      case Refused refused -> refused.problems();
    };
  }
}
