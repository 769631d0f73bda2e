package dev.sluice.bundle.artifact.kubernetes;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes readiness probes for workloads of Kustomize that have none: on the path that the delivery
/// says answers, where it speaks of one service; else on the one port that the workload has.
@AutoService(Maker.class)
public final class Readiness implements Maker {
  private static final String CRITERION = "cd.health-checks";
  private static final String COMPONENT = "readiness";

  /// Kinds that may answer requests; what keeps data speaks a protocol of its own.
  private static final List<String> HTTP = List.of("Deployment", "Rollout");

  @Override
  public List<Artifact> make(Material material) {
    if (!material.lacks(CRITERION)) {
      return List.of();
    }
    List<Workload> workloads =
        Workloads.production(material).stream()
            .filter(w -> w.tool().equals("kustomize") && w.ports().size() == 1)
            .toList();
    List<Artifact> made = new ArrayList<>();
    for (Manifests.Around around : Manifests.around(workloads, COMPONENT, material)) {
      if (!around.place().overlays().isEmpty()) {
        made.addAll(made(around, material));
      }
    }
    return made;
  }

  private static List<Artifact> made(Manifests.Around around, Material material) {
    Map<String, List<YamlMap>> files = new LinkedHashMap<>();
    for (Workload workload : around.workloads()) {
      if (isReady(workload, around.place())) {
        continue;
      }
      container(workload, material)
          .ifPresent(container ->
              files.put(
                  Manifests.PATCH + Service.slug(workload.kind() + "-" + workload.name()) + ".yaml",
                  List.of(patch(workload, container, around, material))));
    }
    Service service = Service.of(material);
    return files.isEmpty()
        ? List.of()
        : around
            .place()
            .artifacts(
                files,
                Map.of(),
                service.slug(),
                "Lets traffic reach " + service.name() + " only where it is ready.",
                CRITERION);
  }

  /// A probe that was made here before is made again with the others.
  private static boolean isReady(Workload workload, Manifests place) {
    return workload.healthChecks().stream()
        .anyMatch(c -> c.kind() == HealthCheck.Kind.READINESS && !place.holds(c));
  }

  /// The one container of a workload.
  private static Optional<String> container(Workload workload, Material material) {
    List<String> names =
        material.facts().of(Deployment.class).stream()
            .filter(d -> d.workload().equals(workload.kind() + "/" + workload.name()))
            .map(Deployment::container)
            .distinct()
            .toList();
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private static YamlMap patch(
      Workload workload, String container, Manifests.Around around, Material material) {
    Optional<Cd.Check> check =
        HTTP.contains(workload.kind()) && around.workloads().size() == 1
            ? Probes.readiness(material.delivery())
            : Optional.empty();
    YamlMap pod =
        YamlMap.of(
            "containers",
            List.of(
                YamlMap.of("name", container)
                    .and("readinessProbe", Probes.of(check, workload.ports().getFirst()))));
    String api = workload.kind().equals("Rollout") ? "argoproj.io/v1alpha1" : "apps/v1";
    return Manifests.object(api, workload.kind(), around.place().firstName(workload))
        .and("spec", YamlMap.of("template", YamlMap.of("spec", pod)));
  }
}
