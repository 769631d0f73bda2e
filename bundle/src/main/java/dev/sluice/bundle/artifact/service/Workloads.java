package dev.sluice.bundle.artifact.service;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.Autoscaler;
import dev.sluice.flow.fact.ClusterService;
import dev.sluice.flow.fact.Deployable;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.InEnvironment;
import dev.sluice.flow.fact.Overlay;
import dev.sluice.flow.fact.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /// Whether a workload runs what is built here; where nothing is, whether it runs no image that
  /// everybody uses (`postgres`, `redis`).
  public static boolean isOwn(Workload workload, Material material) {
    List<Image> images = images(workload, material);
    Set<String> built = built(material);
    return built.isEmpty()
        ? images.stream().allMatch(i -> i.name().contains("/"))
        : built.contains(workload.name())
            || images.stream()
                .anyMatch(i -> built.contains(i.shortName()) || built.contains(i.name()));
  }

  private static List<Image> images(Workload workload, Material material) {
    String id = workload.kind() + "/" + workload.name();
    return material.facts().of(Deployment.class).stream()
        .filter(d -> d.workload().equals(id))
        .map(Deployment::image)
        .toList();
  }

  /// What images are called that are built here.
  private static Set<String> built(Material material) {
    return Stream.concat(
            material.facts().of(Deployable.class).stream()
                .filter(d -> d.via().equals("Dockerfile"))
                .map(Deployable::name),
            material.facts().of(Deployable.class).stream().noneMatch(d -> isRecipe(d))
                ? Stream.empty()
                : material.delivery().artifacts().stream()
                    .flatMap(a -> Stream.of(a.name(), a.repository()))
                    .filter(Objects::nonNull))
        .collect(Collectors.toSet());
  }

  private static boolean isRecipe(Deployable deployable) {
    return deployable.via().equals("Dockerfile");
  }

  /// The Service by which requests reach the pods of a workload: no headless one for peers, none
  /// that only measures.
  public static Optional<ClusterService> service(Workload workload, Material material) {
    return material.facts().of(ClusterService.class).stream()
        .filter(s -> in(s, workload) && s.leadsTo(workload.selector()))
        .filter(s -> isDeployedWith("Service", s.name(), workload, material))
        .filter(s -> s.namespace() == null || s.namespace().equals(workload.namespace()))
        .filter(s -> port(s).isPresent())
        .findFirst();
  }

  /// The port of a Service that requests come to.
  public static Optional<ClusterService.Port> port(ClusterService service) {
    return service.ports().stream()
        .filter(p -> p.name() == null || !p.name().contains("metric"))
        .findFirst();
  }

  /// What sets the number of a workload's replicas.
  public static Optional<Autoscaler> autoscaler(Workload workload, Material material) {
    String id = workload.kind() + "/" + workload.name();
    return material.facts().of(Autoscaler.class).stream()
        .filter(a -> a.workload().equals(id) && in(a, workload))
        .filter(a ->
            isDeployedWith("HorizontalPodAutoscaler", a.name(), workload, material)
                || isDeployedWith("ScaledObject", a.name(), workload, material))
        .findFirst();
  }

  /// Whether the overlays that deploy a workload deploy an object too; without Kustomize they are
  /// told apart by their environment only.
  public static boolean isDeployedWith(
      String kind, String name, Workload workload, Material material) {
    List<Overlay> overlays =
        material.facts().of(Overlay.class).stream()
            .filter(o -> in(o, workload))
            .filter(o -> o.object(workload.kind(), workload.name()).isPresent())
            .toList();
    return overlays.isEmpty() || overlays.stream().anyMatch(o -> o.object(kind, name).isPresent());
  }

  /// Whether something stands in the environment of a workload, or in all.
  public static boolean in(InEnvironment fact, Workload workload) {
    String environment = fact.environment();
    return environment == null || environment.equals(workload.environment());
  }
}
