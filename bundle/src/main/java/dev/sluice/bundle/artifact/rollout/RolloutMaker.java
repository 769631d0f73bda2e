package dev.sluice.bundle.artifact.rollout;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.cd.Strategies;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the object that rolls production out step by step, for Deployments that nothing rolls out
/// so: an Argo Rollout that refers to the Deployment or, where that is in use, a Flagger Canary.
@AutoService(Maker.class)
public final class RolloutMaker implements Maker {
  private static final String CRITERION = "cd.progressive-steps";
  private static final String TEMPLATES = "analysis.yaml";

  @Override
  public List<Artifact> make(Material material) {
    Optional<Cd.Strategy> strategy =
        Strategies.of(material.delivery()).stream()
            .flatMap(c -> Stream.ofNullable(c.strategy()))
            .filter(s -> s.canary() != null || s.blueGreen() != null)
            .findFirst();
    if (strategy.isEmpty() || (!material.lacks(CRITERION) && !material.lacks("cd.strategy"))) {
      return List.of();
    }
    Service service = Service.of(material);
    List<Workload> deployments = deployments(material, service);
    return deployments.isEmpty() || isRolledOut(material)
        ? List.of()
        : make(material, service, strategy.get(), deployments);
  }

  private static boolean isRolledOut(Material material) {
    return material.facts().of(RolloutObject.class).stream()
        .anyMatch(o ->
            o.environment() == null
                || Workloads.isProduction(o.environment(), material.delivery()));
  }

  /// The Deployments of production that are the service's own: those that are called like it, or
  /// the only one.
  private static List<Workload> deployments(Material material, Service service) {
    List<Workload> all =
        Workloads.production(material).stream().filter(w -> w.kind().equals("Deployment")).toList();
    Context context = material.delivery().context();
    Set<String> names =
        Stream.concat(
                Stream.of(service.slug()),
                context == null
                    ? Stream.empty()
                    : context.services().stream().map(s -> Service.slug(s.name())))
            .collect(Collectors.toSet());
    List<Workload> own = all.stream().filter(w -> names.contains(w.name())).toList();
    return own.isEmpty() && all.size() == 1 ? all : own;
  }

  private static List<Artifact> make(
      Material material, Service service, Cd.Strategy strategy, List<Workload> deployments) {
    boolean flagger = usesFlagger(material);
    Map<String, List<YamlMap>> files = new LinkedHashMap<>();
    Map<String, String> notes = new LinkedHashMap<>();
    for (Workload deployment : deployments) {
      String prefix = deployments.size() == 1 ? "" : deployment.name() + "-";
      if (flagger) {
        FlaggerCanary canary = new FlaggerCanary(strategy, service, deployment);
        files.put(prefix + "canary.yaml", List.of(canary.object()));
        notes.put(prefix + "canary.yaml", canary.note());
      } else {
        ArgoRollout rollout = new ArgoRollout(strategy, service, deployment);
        files.put(prefix + "rollout.yaml", rollout.objects());
        notes.put(prefix + "rollout.yaml", rollout.note());
      }
    }
    List<YamlMap> templates =
        flagger
            ? FlaggerCanary.templates(strategy, service)
            : AnalysisTemplates.of(strategy, service);
    if (!templates.isEmpty()) {
      files.put(TEMPLATES, templates);
      notes.put(TEMPLATES, AnalysisTemplates.NOTE);
    }
    return Manifests.around(deployments.getFirst(), "progressive-delivery", material)
        .artifacts(
            files,
            notes,
            service.slug(),
            "Rolls " + service.name() + " out to production step by step, and back when it is bad.",
            CRITERION);
  }

  /// What the repository or its delivery names; Argo Rollouts otherwise.
  private static boolean usesFlagger(Material material) {
    ReleaseSafety safety = material.delivery().releaseSafety();
    boolean named =
        safety != null
            && safety.triggers().stream()
                .anyMatch(
                    t -> t.by() != null && t.by().toLowerCase(Locale.ROOT).contains("flagger"));
    return named
        || material.facts().of(RolloutObject.class).stream()
            .anyMatch(o -> o.tool().equals("flagger"));
  }
}
