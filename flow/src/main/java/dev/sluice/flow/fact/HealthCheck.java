package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A probe of a container.
///
/// @param workload kind/name
/// @param environment the environment it belongs to, or null when it serves all or none can be told
public record HealthCheck(
    Source source, String workload, String container, @Nullable String environment, Kind kind)
    implements Fact, InEnvironment {
  public HealthCheck {
    requireNonNull(source, "source");
    requireNonNull(workload, "workload");
    requireNonNull(container, "container");
    requireNonNull(kind, "kind");
  }

  /// What its failure does.
  public enum Kind {
    READINESS,
    LIVENESS,
    STARTUP
  }
}
