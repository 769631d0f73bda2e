package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What comes of an input: where the run is, and what is to be done. Both are kept together, or
/// neither is.
public record Step(Standing standing, List<Effect> effects) {
  public Step {
    requireNonNull(standing, "standing");
    effects = List.copyOf(effects);
  }
}
