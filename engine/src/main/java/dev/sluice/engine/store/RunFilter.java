package dev.sluice.engine.store;

import org.jspecify.annotations.Nullable;

/// Which runs to list. What is null is not asked.
///
/// @param limit how many at most, from 1
public record RunFilter(
    @Nullable RunKind kind,
    @Nullable Boolean open,
    @Nullable String service,
    @Nullable String environment,
    int limit) {
  public RunFilter {
    if (limit < 1) {
      throw new IllegalArgumentException("expected a limit from 1, but found " + limit);
    }
  }

  /// All of them.
  public static RunFilter all(int limit) {
    return new RunFilter(null, null, null, null, limit);
  }

  /// The same of one kind only.
  public RunFilter of(RunKind only) {
    return new RunFilter(only, open, service, environment, limit);
  }

  /// The same of those only that go on, or of those only that are over.
  public RunFilter open(boolean only) {
    return new RunFilter(kind, only, service, environment, limit);
  }

  /// The same of one service in one environment only.
  public RunFilter on(String onlyService, String onlyEnvironment) {
    return new RunFilter(kind, open, onlyService, onlyEnvironment, limit);
  }
}
