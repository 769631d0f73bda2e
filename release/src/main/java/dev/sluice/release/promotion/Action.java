package dev.sluice.release.promotion;

import dev.sluice.release.decision.Decision;
import dev.sluice.release.unit.ReleaseId;
import java.time.Instant;

/// Something to be done. Doing it twice does it once.
public sealed interface Action {
  /// Begin the rollout of this very release, unless the promotion is not eligible any more by then.
  record Promote(String environment, ReleaseId release, Instant at) implements Action {}

  /// Don't begin it any more.
  record Withdraw(String environment, ReleaseId release, String why, Instant at)
      implements Action {}

  /// Write a decision down.
  record Keep(Decision decision) implements Action {}
}
