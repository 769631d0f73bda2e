package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Something that a run takes in. All of them, in order, are its log.
public sealed interface Input {
  /// Something for the machine of a rollout.
  record OfRollout(dev.sluice.release.rollout.Observation observation) implements Input {
    public OfRollout {
      requireNonNull(observation, "observation");
    }
  }

  /// Something for the machine of a rollback.
  record OfRollback(dev.sluice.release.rollback.Observation observation) implements Input {
    public OfRollback {
      requireNonNull(observation, "observation");
    }
  }

  /// Something for the machine of a promotion.
  record OfPromotion(dev.sluice.release.promotion.Observation observation) implements Input {
    public OfPromotion {
      requireNonNull(observation, "observation");
    }
  }

  /// What was counted for a criterion, oldest first.
  record Measured(String criterion, List<dev.sluice.release.judge.Observation> observations)
      implements Input {
    public Measured {
      requireNonNull(criterion, "criterion");
      observations = List.copyOf(observations);
    }
  }
}
