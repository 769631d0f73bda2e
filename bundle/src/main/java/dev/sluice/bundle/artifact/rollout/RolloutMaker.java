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
import dev.sluice.flow.fact.Autoscaler;
import dev.sluice.flow.fact.ClusterService;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.Route;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.util.ArrayList;
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
/// Where requests come by a route of the Gateway API, its weights follow the steps.
@AutoService(Maker.class)
public final class RolloutMaker implements Maker {
  private static final String CRITERION = "cd.progressive-steps";
  private static final String TEMPLATES = "analysis.yaml";

  @Override
  public List<Artifact> make(Material material) {
    Optional<Cd.Strategy> strategy = strategy(material);
    if (strategy.isEmpty()) {
      return List.of();
    }
    Service service = Service.of(material);
    List<Artifact> made = new ArrayList<>();
    for (Manifests.Around around : around(material, service)) {
      made.addAll(new Parts(material, service, strategy.get(), around).artifacts());
    }
    return made;
  }

  /// The Deployments whose pods Argo Rollouts takes over by what is made.
  static List<Workload> takenOver(Material material) {
    return strategy(material).isEmpty() || usesFlagger(material)
        ? List.of()
        : around(material, Service.of(material)).stream()
            .flatMap(a -> a.workloads().stream())
            .toList();
  }

  private static Optional<Cd.Strategy> strategy(Material material) {
    return material.lacks(CRITERION) || material.lacks("cd.strategy")
        ? Strategies.of(material.delivery()).stream()
            .flatMap(c -> Stream.ofNullable(c.strategy()))
            .filter(s -> s.canary() != null || s.blueGreen() != null)
            .findFirst()
        : Optional.empty();
  }

  private static List<Manifests.Around> around(Material material, Service service) {
    return isRolledOut(material)
        ? List.of()
        : Manifests.around(deployments(material, service), "progressive-delivery", material)
            .stream()
            .filter(a -> a.workloads().stream().allMatch(a.place()::keepsName))
            .toList();
  }

  private static boolean isRolledOut(Material material) {
    return material.facts().of(RolloutObject.class).stream()
        .anyMatch(o ->
            o.environment() == null
                || Workloads.isProduction(o.environment(), material.delivery()));
  }

  /// The Deployments of production that are the service's own, and that requests come to: those
  /// that are called like it, or the only one.
  private static List<Workload> deployments(Material material, Service service) {
    List<Workload> all =
        Workloads.production(material).stream()
            .filter(w -> w.kind().equals("Deployment") && Workloads.isOwn(w, material))
            .filter(w -> isAsked(w, material))
            .toList();
    Set<String> names = names(material, service);
    List<Workload> own = all.stream().filter(w -> names.contains(w.name())).toList();
    return own.isEmpty() && all.size() == 1 ? all : own;
  }

  private static Set<String> names(Material material, Service service) {
    Context context = material.delivery().context();
    return Stream.concat(
            Stream.of(service.slug()),
            context == null
                ? Stream.empty()
                : context.services().stream().map(s -> Service.slug(s.name())))
        .collect(Collectors.toSet());
  }

  /// Whether requests come to it: steps by weight mean nothing to what takes its work from a queue.
  private static boolean isAsked(Workload workload, Material material) {
    boolean told = !material.facts().of(ClusterService.class).isEmpty();
    return told ? Workloads.service(workload, material).isPresent() : !workload.ports().isEmpty();
  }

  /// The parts around some Deployments.
  private record Parts(
      Material material, Service service, Cd.Strategy strategy, Manifests.Around around) {
    List<Artifact> artifacts() {
      boolean flagger = usesFlagger(material);
      Map<String, List<YamlMap>> files = new LinkedHashMap<>();
      Map<String, String> notes = new LinkedHashMap<>();
      List<YamlMap> patches = new ArrayList<>();
      for (Workload deployment : around.workloads()) {
        if (flagger) {
          flagger(deployment, files, notes);
        } else {
          argo(deployment, files, notes, patches);
        }
      }
      List<YamlMap> templates =
          flagger
              ? FlaggerCanary.templates(strategy, service, several())
              : AnalysisTemplates.of(strategy, service, several());
      if (!templates.isEmpty()) {
        files.put(TEMPLATES, templates);
        String address = flagger ? "each `address`" : "the value of `prometheus`";
        notes.put(TEMPLATES, Analyses.note(strategy, address));
      }
      return around
          .place()
          .artifacts(
              files,
              patches,
              notes,
              service.slug(),
              "Rolls "
                  + service.name()
                  + " out to production step by step, and back when it is bad.",
              CRITERION);
    }

    /// The names that a query may have for one of several Deployments.
    private Set<String> several() {
      return around.workloads().size() == 1
          ? Set.of()
          : Stream.concat(
                  names(material, service).stream(),
                  around.workloads().stream().map(w -> Traffic.of(w, material).name()))
              .collect(Collectors.toSet());
    }

    private String file(Workload deployment, String name) {
      return around.workloads().size() == 1 ? name : deployment.name() + "-" + name;
    }

    private void flagger(
        Workload deployment, Map<String, List<YamlMap>> files, Map<String, String> notes) {
      FlaggerCanary canary =
          new FlaggerCanary(
              strategy,
              service,
              Traffic.of(deployment, material),
              Workloads.autoscaler(deployment, material).orElse(null));
      String name = file(deployment, "canary.yaml");
      files.put(name, List.of(canary.object()));
      notes.put(name, canary.note());
    }

    private void argo(
        Workload deployment,
        Map<String, List<YamlMap>> files,
        Map<String, String> notes,
        List<YamlMap> patches) {
      Traffic traffic = Traffic.of(deployment, material);
      Route route = traffic.route();
      boolean component = !around.place().overlays().isEmpty();
      boolean routed =
          strategy.canary() != null
              && component
              && route != null
              && around.place().builds("HTTPRoute", route.name());
      Autoscaler scaler = Workloads.autoscaler(deployment, material).orElse(null);
      boolean fresh = material.isPlanned(deployment);
      ArgoRollout rollout =
          new ArgoRollout(
              strategy, service, traffic, routed, scaler, fresh, around.workloads().size() > 1);
      String name = file(deployment, "rollout.yaml");
      files.put(name, rollout.objects());
      String note = rollout.note();
      if (routed && route != null) {
        patches.add(weights(traffic, route));
      }
      if (fresh) {
        String patch = Manifests.PATCH + file(deployment, "deployment.yaml");
        files.put(patch, List.of(rollout.emptied()));
        notes.put(patch, "# The Rollout runs the pods.\n");
      }
      if (scaler != null
          && component
          && around.place().builds(Manifests.AUTOSCALER, scaler.name())) {
        patches.add(ArgoRollout.scaled(scaler, deployment));
      } else if (scaler != null) {
        note += "# Point " + scaler.name() + ", which scales the Deployment, to the Rollout.\n";
      }
      notes.put(name, note);
    }

    /// A second backend, without requests at first, in each rule that leads to the workload.
    private static YamlMap weights(Traffic traffic, Route route) {
      StringBuilder patch = new StringBuilder();
      for (Route.Backend backend : traffic.backends()) {
        patch
            .append("- op: add\n  path: /spec/rules/")
            .append(backend.rule())
            .append("/backendRefs/-\n  value: {name: ")
            .append(traffic.name())
            .append("-canary, port: ")
            .append(backend.port() == null ? traffic.port() : backend.port())
            .append(", weight: 0}\n");
      }
      return YamlMap.of(
              "target",
              YamlMap.of("group", "gateway.networking.k8s.io")
                  .and("kind", "HTTPRoute")
                  .and("name", route.name()))
          .and("patch", patch.toString());
    }
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
