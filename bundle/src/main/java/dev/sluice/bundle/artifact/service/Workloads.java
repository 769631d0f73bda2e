package dev.sluice.bundle.artifact.service;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of a service runs in Kubernetes.
public final class Workloads {
  private static final Set<String> TOOLS = Set.of("kubernetes", "kustomize", "flux");
  private static final Set<String> SERVING = Set.of("Deployment", "StatefulSet", "Rollout");

  private Workloads() {}

  /// The workloads that serve in production, each once; those of no environment where nothing in
  /// the repository tells environments apart.
  public static List<Workload> production(Material material) {
    List<Workload> serving =
        material.facts().of(Workload.class).stream()
            .filter(w -> TOOLS.contains(w.tool()) && SERVING.contains(w.kind()))
            .filter(w -> w.name().matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?"))
            .toList();
    boolean told = serving.stream().anyMatch(w -> w.environment() != null);
    Map<String, Workload> once = new LinkedHashMap<>();
    serving.stream()
        .filter(w -> told ? isProduction(w.environment(), material.delivery()) : true)
        .forEach(w -> once.putIfAbsent(w.kind() + "/" + w.namespace() + "/" + w.name(), w));
    return List.copyOf(once.values());
  }

  /// Whether an environment is a production environment of a delivery, by its name where none is
  /// declared.
  public static boolean isProduction(@Nullable String environment, Delivery delivery) {
    if (environment == null) {
      return false;
    }
    return delivery.environments().isEmpty()
        ? EnvironmentNames.isProduction(environment)
        : delivery.productionEnvironments().stream().anyMatch(e -> e.isCalled(environment));
  }
}
