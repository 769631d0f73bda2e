package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// What sets the number of a workload's replicas (HorizontalPodAutoscaler, ScaledObject).
///
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param workload kind/name of what it scales
/// @param least the smallest number of replicas, or null when none is written
public record Autoscaler(
    Source source,
    String name,
    @Nullable String namespace,
    @Nullable String environment,
    String workload,
    @Nullable Integer least)
    implements Fact, InEnvironment {
  public Autoscaler {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(workload, "workload");
  }
}
