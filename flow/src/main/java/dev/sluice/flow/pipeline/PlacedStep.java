package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A step where it runs: in a job, or in a local action that a step of the job uses.
///
/// @param outer the step that uses the action, or null for a step of the job itself
/// @param position 0-based place among all steps of the job, local actions unfolded
public record PlacedStep(Step step, @Nullable PlacedStep outer, int position) {
  /// This step and those around it, the outermost first.
  public List<Step> chain() {
    List<Step> chain = new ArrayList<>();
    for (PlacedStep at = this; at != null; at = at.outer) {
      chain.addFirst(at.step);
    }
    return chain;
  }
}
