package dev.sluice.flow.gate;

import java.util.Locale;

/// Whether a stage lets a release through.
public enum Gate {
  /// Every criterion is met or waived.
  OPEN,
  /// A criterion of the stage itself is neither.
  SHUT,
  /// An earlier stage leaves open what this one builds on: nothing is said of it, or it is refuted.
  BLOCKED;

  /// Stable name in files and output.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
