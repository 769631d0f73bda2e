package dev.sluice.release.rollout;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What holds for a whole rollout.
///
/// @param maxExposedRequests most requests that a release serves before every criterion finds it no
///   worse; null when nothing bounds them
/// @param progressDeadline longest time that the target, or a source of data, may keep a step from
///   ending. Waiting for a declared time, a person or an incident on both sides is not counted
/// @param warmUp time after the first traffic of which no criterion is asked
/// @param staleAfter age from which something that was seen says nothing any more
/// @param retryAfter time after which an order whose effect is not seen is given again
/// @param onOutsideChange what is done when somebody else changes the target: it is put right, or
///   the rollout pauses until somebody resumes it
public record Limits(
    @Nullable Long maxExposedRequests,
    Duration progressDeadline,
    Duration warmUp,
    Duration staleAfter,
    Duration retryAfter,
    Cd.OnOutsideChange onOutsideChange) {
  /// What holds where nothing is declared.
  public static final Limits DEFAULT =
      new Limits(
          null,
          Duration.ofMinutes(10),
          Duration.ZERO,
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          Cd.OnOutsideChange.RESTORE);

  public Limits {
    requireNonNull(progressDeadline, "progressDeadline");
    requireNonNull(warmUp, "warmUp");
    requireNonNull(staleAfter, "staleAfter");
    requireNonNull(retryAfter, "retryAfter");
    requireNonNull(onOutsideChange, "onOutsideChange");
  }
}
