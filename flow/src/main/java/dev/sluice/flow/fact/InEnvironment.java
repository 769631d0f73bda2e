package dev.sluice.flow.fact;

import org.jspecify.annotations.Nullable;

/// What holds in one environment, and may stand at the same place for others.
public interface InEnvironment {
  /// The environment; null when it holds in none or in all.
  @Nullable String environment();
}
