package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A workload as deployed into one environment.
///
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param strategy `RollingUpdate`, `Recreate`, or null when not written
/// @param selector labels by which it finds its pods; empty when none are written
/// @param ports ports of its containers
public record Workload(
    Source source,
    String tool,
    String kind,
    String name,
    @Nullable String namespace,
    @Nullable String environment,
    @Nullable Integer replicas,
    @Nullable String strategy,
    Map<String, String> labels,
    Map<String, String> selector,
    List<Integer> ports,
    List<HealthCheck> healthChecks)
    implements Fact, InEnvironment {
  public Workload {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    selector = Collections.unmodifiableMap(new LinkedHashMap<>(selector));
    ports = List.copyOf(ports);
    healthChecks = List.copyOf(healthChecks);
  }

  @Override
  public List<HealthCheck> parts() {
    return healthChecks;
  }
}
