package dev.sluice.engine.drive;

import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Run;

/// Where a run is, for those who only look at it.
public final class Kept {
  private Kept() {}

  /// The state of a rollout.
  ///
  /// @throws UnreadableRunException when another build has written it
  public static dev.sluice.release.rollout.State rollout(Run run) {
    return state(run, dev.sluice.release.rollout.State.class);
  }

  /// The state of a rollback or recovery.
  ///
  /// @throws UnreadableRunException when another build has written it
  public static dev.sluice.release.rollback.State rollback(Run run) {
    return state(run, dev.sluice.release.rollback.State.class);
  }

  /// The state of a promotion.
  ///
  /// @throws UnreadableRunException when another build has written it
  public static dev.sluice.release.promotion.State promotion(Run run) {
    return state(run, dev.sluice.release.promotion.State.class);
  }

  private static <T> T state(Run run, Class<T> type) {
    return UnreadableRunException.orElse(run.id(), () -> Codec.read(run.state(), type));
  }
}
