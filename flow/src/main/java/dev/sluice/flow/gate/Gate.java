package dev.sluice.flow.gate;

import java.util.Locale;

/// Whether a stage lets a release through.
public enum Gate {
  /// Every criterion is met or waived.
  OPEN,
  /// A criterion of the stage itself is neither.
  SHUT,
  /// A criterion of an earlier stage that this one builds on is neither.
  BLOCKED;

  /// Stable name in files and output.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
