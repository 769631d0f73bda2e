package dev.sluice.engine.drive;

import dev.sluice.engine.store.Run;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Makes the rollout of a release that a promotion lets in.
@FunctionalInterface
public interface Launch {
  /// The rollout, or null when there can't be one now.
  ///
  /// @param promotion the run that lets it in
  Brief.@Nullable OfRollout rollout(Run promotion, Release release, Instant now);
}
