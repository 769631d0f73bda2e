package dev.sluice.bundle.artifact.kubernetes;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.ClusterService;
import dev.sluice.flow.fact.ContainerBuild;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.DisruptionBudget;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.HealthCheck;
import dev.sluice.flow.fact.Image;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An image that is built here, as a Deployment and its Service.
record Container(String name, ImageBuild image, ContainerBuild build, Material material) {
  private static final String NAME = "app.kubernetes.io/name";
  private static final int REPLICAS = 2;
  private static final int SERVICE_PORT = 80;
  private static final String PORT = "http";

  Map<String, String> selector() {
    return Map.of(NAME, name);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>(selector());
    Service service = Service.of(material);
    labels.put("app.kubernetes.io/part-of", service.slug());
    String owner = service.owner();
    if (owner != null && owner.matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?")) {
      labels.put("team", owner);
    }
    return labels;
  }

  private int port() {
    return build.ports().getFirst();
  }

  /// Whether the image runs as a number that is not root's: only a number can be checked.
  private boolean runsAsNumber() {
    Text user = build.user();
    return user != null && user.value().matches("[1-9][0-9]{0,9}(:[0-9]{1,10})?");
  }

  private boolean runsAsRoot() {
    Text user = build.user();
    return user == null || user.value().matches("(0|root)(:.*)?");
  }

  /// What has to be looked at by hand.
  String notes() {
    Delivery delivery = material.delivery();
    StringBuilder notes = new StringBuilder("# Port ").append(port()).append(" is what ");
    notes
        .append(image.dockerfile())
        .append(" exposes. Memory and CPU are a guess: set what you measure.\n");
    if (Probes.readiness(delivery).isEmpty()) {
      notes
          .append("# The probes only ask whether the port is open: better is a path that says")
          .append(" `ready` (cd.healthChecks of delivery.yaml).\n");
    }
    if (!runsAsNumber()) {
      notes
          .append("# Give ")
          .append(image.dockerfile())
          .append(" a numeric USER other than 0, and add `runAsNonRoot: true` here.\n");
    }
    return notes.toString();
  }

  YamlMap deployment() {
    YamlMap pod =
        YamlMap.of("automountServiceAccountToken", false)
            .and(
                "securityContext",
                YamlMap.of("runAsNonRoot", runsAsNumber() ? Boolean.TRUE : null)
                    .and("seccompProfile", YamlMap.of("type", "RuntimeDefault")))
            .and("topologySpreadConstraints", List.of(spread()))
            .and("containers", List.of(container()));
    YamlMap spec =
        YamlMap.of("replicas", REPLICAS)
            .and("revisionHistoryLimit", 5)
            .and("selector", YamlMap.of("matchLabels", Manifests.map(selector())))
            .and(
                "strategy",
                YamlMap.of("type", "RollingUpdate")
                    .and("rollingUpdate", YamlMap.of("maxSurge", 1).and("maxUnavailable", 0)))
            .and(
                "template",
                YamlMap.of("metadata", YamlMap.of("labels", Manifests.map(labels())))
                    .and("spec", pod));
    return YamlMap.of("apiVersion", "apps/v1")
        .and("kind", "Deployment")
        .and("metadata", YamlMap.of("name", name).and("labels", Manifests.map(labels())))
        .and("spec", spec);
  }

  private YamlMap spread() {
    return YamlMap.of("maxSkew", 1)
        .and("topologyKey", "kubernetes.io/hostname")
        .and("whenUnsatisfiable", "ScheduleAnyway")
        .and("labelSelector", YamlMap.of("matchLabels", Manifests.map(selector())));
  }

  private YamlMap container() {
    Optional<Cd.Check> ready = Probes.readiness(material.delivery());
    Optional<Cd.Check> alive = Probes.check(material.delivery(), Cd.CheckKind.LIVENESS);
    YamlMap rights =
        YamlMap.of("privileged", false)
            .and("allowPrivilegeEscalation", false)
            .and("capabilities", runsAsRoot() ? null : YamlMap.of("drop", List.of("ALL")));
    return YamlMap.of("name", name)
        .and("image", image.image())
        .and("ports", List.of(YamlMap.of("name", PORT).and("containerPort", port())))
        .and("startupProbe", Probes.of(ready, PORT).and("failureThreshold", 60))
        .and("readinessProbe", Probes.of(ready, PORT))
        .and("livenessProbe", Probes.of(alive, PORT).and("failureThreshold", 6))
        .and(
            "resources",
            YamlMap.of("requests", YamlMap.of("cpu", "100m").and("memory", "256Mi"))
                .and("limits", YamlMap.of("memory", "512Mi")))
        .and("securityContext", rights);
  }

  YamlMap service() {
    YamlMap port = YamlMap.of("name", PORT).and("port", SERVICE_PORT).and("targetPort", PORT);
    return YamlMap.of("apiVersion", "v1")
        .and("kind", "Service")
        .and("metadata", YamlMap.of("name", name).and("labels", Manifests.map(labels())))
        .and("spec", YamlMap.of("selector", Manifests.map(selector())).and("ports", List.of(port)));
  }

  /// What a survey sees of it in one environment.
  ///
  /// @param base what begins the paths of its files
  /// @param overlay where its digest stands
  List<Fact> facts(
      String base, Source overlay, String namespace, String environment, String digest) {
    Source deployment = Source.of(base + "deployment.yaml");
    String id = "Deployment/" + name;
    return List.of(
        new Workload(
            deployment,
            "kustomize",
            "Deployment",
            name,
            namespace,
            environment,
            REPLICAS,
            "RollingUpdate",
            labels(),
            selector(),
            List.of(port()),
            List.of(
                new HealthCheck(deployment, id, name, environment, HealthCheck.Kind.READINESS))),
        new Deployment(
            overlay,
            "kustomize",
            id,
            name,
            new Image(image.image(), null, digest),
            environment,
            null),
        new ClusterService(
            Source.of(base + "service.yaml"),
            "kustomize",
            name,
            namespace,
            environment,
            selector(),
            List.of(new ClusterService.Port(PORT, SERVICE_PORT, PORT))),
        new DisruptionBudget(
            Source.of(base + "pdb.yaml"), name, namespace, environment, selector()));
  }
}
