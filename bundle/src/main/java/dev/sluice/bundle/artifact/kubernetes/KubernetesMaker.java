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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes readiness probes for workloads of Kustomize that have none, where the delivery says which
/// path answers and the workload says on which port.
@AutoService(Maker.class)
public final class KubernetesMaker implements Maker {
  private static final String CRITERION = "cd.health-checks";

  @Override
  public List<Artifact> make(Material material) {
    Optional<Cd.Check> check = readiness(material.delivery().cd());
    if (!material.lacks(CRITERION) || check.isEmpty()) {
      return List.of();
    }
    Map<String, List<YamlMap>> files = new LinkedHashMap<>();
    List<Workload> workloads =
        Workloads.production(material).stream()
            .filter(w -> w.tool().equals("kustomize") && w.ports().size() == 1 && !isReady(w))
            .toList();
    for (Workload workload : workloads) {
      container(workload, material)
          .ifPresent(container ->
              files.put(
                  Manifests.PATCH + Service.slug(workload.kind() + "-" + workload.name()) + ".yaml",
                  List.of(patch(workload, container, check.get()))));
    }
    Service service = Service.of(material);
    return files.isEmpty()
        ? List.of()
        : Manifests.around(workloads.getFirst(), "readiness", material)
            .artifacts(
                files,
                Map.of(),
                service.slug(),
                "Lets traffic reach " + service.name() + " only where it is ready.",
                CRITERION);
  }

  private static Optional<Cd.Check> readiness(@Nullable Cd cd) {
    List<Cd.Check> checks = cd == null ? List.of() : cd.healthChecks();
    return checks.stream()
        .filter(c -> c.kind() == Cd.CheckKind.READINESS)
        .filter(c -> c.target() != null && c.target().startsWith("/"))
        .findFirst();
  }

  private static boolean isReady(Workload workload) {
    return workload.healthChecks().stream().anyMatch(c -> c.kind() == HealthCheck.Kind.READINESS);
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

  private static YamlMap patch(Workload workload, String container, Cd.Check check) {
    long timeout = check.timeout() == null ? 1 : Math.max(1, check.timeout().toSeconds());
    YamlMap probe =
        YamlMap.of(
                "httpGet",
                YamlMap.of("path", check.target()).and("port", workload.ports().getFirst()))
            .and("periodSeconds", 5)
            .and("timeoutSeconds", timeout);
    YamlMap pod =
        YamlMap.of(
            "containers", List.of(YamlMap.of("name", container).and("readinessProbe", probe)));
    String api = workload.kind().equals("Rollout") ? "argoproj.io/v1alpha1" : "apps/v1";
    return Manifests.object(api, workload.kind(), workload.name())
        .and("spec", YamlMap.of("template", YamlMap.of("spec", pod)));
  }
}
