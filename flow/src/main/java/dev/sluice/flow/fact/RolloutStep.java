package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// One step of a rollout.
///
/// @param kind `setWeight`, `pause`, `analysis`, `prePromotionAnalysis`, `postPromotionAnalysis`, …
/// @param weight percent
/// @param duration as written; null for a pause without end
public record RolloutStep(
    Source source, String kind, @Nullable Integer weight, @Nullable String duration) {
  public RolloutStep {
    requireNonNull(source, "source");
    requireNonNull(kind, "kind");
  }
}
