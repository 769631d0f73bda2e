package dev.sluice.flow.criterion;

import java.util.Locale;

/// How strong the evidence for a criterion is, weakest first.
public enum Level {
  /// Looked, and found nothing.
  MISSING,
  /// A default was filled in, and is listed as an assumption.
  ASSUMED,
  /// The owner states it.
  DECLARED,
  /// A machine makes it so, and we saw where.
  ENFORCED,
  /// A dated run showed it, recently enough.
  PROVEN;

  /// Stable name in files and output.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether this level is as strong as another, or stronger.
  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }
}
