package dev.sluice.bundle.artifact.rollout;

import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.Autoscaler;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A Rollout that takes the pods of a Deployment over.
///
/// @param routed whether the weights of a route of the Gateway API follow its steps
/// @param scaler what scales the Deployment until now, or null
/// @param fresh whether the Deployment is new too, so that it never runs pods itself
/// @param shared whether its analyses are for other Deployments too, and ask which
record ArgoRollout(
    Cd.Strategy strategy,
    Service service,
    Traffic traffic,
    boolean routed,
    @Nullable Autoscaler scaler,
    boolean fresh,
    boolean shared) {
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final String API = "argoproj.io/v1alpha1";

  private String name() {
    return traffic.workload().name();
  }

  /// What whoever applies it has to know.
  String note() {
    StringBuilder note = new StringBuilder("# Needs Argo Rollouts in the cluster");
    note.append(routed ? ", with its plugin argoproj-labs/gatewayAPI.\n" : ".\n");
    if (fresh) {
      note.append("# It runs the pods that Deployment ").append(name()).append(" describes.\n");
    } else {
      note.append("# Takes over Deployment ")
          .append(name())
          .append(", which is scaled down once the Rollout is healthy. Then write\n")
          .append("# `replicas: 0` into the Deployment: each apply brings back what stands there,")
          .append(" and pods of\n# the new version with it, past every step.\n");
    }
    if (strategy.canary() == null) {
      note.append(
          traffic.service() == null
              ? "# Expects that Service " + traffic.name() + " is the one that users reach.\n"
              : "");
    } else if (!routed) {
      note.append("# Without `trafficRouting` (see Argo Rollouts) a weight is rounded up to whole")
          .append(
              " pods: with few replicas\n# the first step reaches more requests than it says.\n");
      if (traffic.route() != null) {
        note.append("# HTTPRoute ")
            .append(traffic.route().name())
            .append(" can do that: give it a second backend for the new version.\n");
      }
    }
    return note.toString();
  }

  /// The Rollout, and the second Service that blue and green, and weights of a route, need.
  List<YamlMap> objects() {
    Cd.Canary canary = strategy.canary();
    Cd.BlueGreen blueGreen = strategy.blueGreen();
    Duration deadline = canary == null ? null : canary.progressDeadline();
    YamlMap how =
        canary != null
            ? YamlMap.of("canary", canary(canary))
            : YamlMap.of("blueGreen", blueGreen(blueGreen));
    YamlMap spec =
        YamlMap.of("replicas", replicas())
            .and("revisionHistoryLimit", 5)
            .and("progressDeadlineSeconds", (deadline == null ? DEADLINE : deadline).toSeconds())
            .and("progressDeadlineAbort", true)
            .and(
                "workloadRef",
                YamlMap.of("apiVersion", "apps/v1")
                    .and("kind", "Deployment")
                    .and("name", name())
                    .and("scaleDown", fresh ? null : "onsuccess"));
    YamlMap rollout =
        Manifests.object(API, "Rollout", name()).and("spec", spec.and("strategy", how));
    if (canary == null) {
      return List.of(rollout, other("-preview"));
    }
    return routed ? List.of(rollout, other("-canary")) : List.of(rollout);
  }

  /// An autoscaler says how many there are; whatever is written would take it back at each apply.
  private @Nullable Integer replicas() {
    Integer replicas = traffic.workload().replicas();
    return scaler != null ? null : replicas == null ? Integer.valueOf(1) : replicas;
  }

  /// The change of the Deployment that leaves all pods to the Rollout.
  YamlMap emptied() {
    return Manifests.object("apps/v1", "Deployment", name()).and("spec", YamlMap.of("replicas", 0));
  }

  /// The change of the autoscaler that makes it scale the Rollout.
  static YamlMap scaled(Autoscaler scaler, Workload deployment) {
    return YamlMap.of("target", YamlMap.of("kind", Manifests.AUTOSCALER).and("name", scaler.name()))
        .and(
            "patch",
            "- op: replace\n  path: /spec/scaleTargetRef\n  value: {apiVersion: "
                + API
                + ", kind: Rollout, name: "
                + deployment.name()
                + "}\n");
  }

  private YamlMap canary(Cd.Canary canary) {
    Set<String> known =
        Analyses.expressible(strategy).stream().map(Cd.Analysis::name).collect(Collectors.toSet());
    Set<String> atSteps =
        canary.steps().stream()
            .map(Cd.Step::analysis)
            .filter(a -> a != null && known.contains(a))
            .collect(Collectors.toSet());
    List<YamlMap> steps = new ArrayList<>();
    canary.steps().forEach(step -> step(step, known, steps));
    YamlMap written = YamlMap.of("maxSurge", 1).and("maxUnavailable", 0);
    if (routed && traffic.route() != null) {
      written
          .and("stableService", traffic.name())
          .and("canaryService", traffic.name() + "-canary")
          .and("trafficRouting", YamlMap.of("plugins", plugin()));
    }
    List<String> always =
        Analyses.expressible(strategy).stream()
            .map(Cd.Analysis::name)
            .filter(a -> !atSteps.contains(a))
            .toList();
    if (!always.isEmpty()) {
      written.and("analysis", analysis(always).and("startingStep", 1));
    }
    return written.and("steps", steps);
  }

  private YamlMap plugin() {
    String namespace = traffic.workload().namespace();
    return YamlMap.of(
        "argoproj-labs/gatewayAPI",
        YamlMap.of("httpRoute", traffic.route() == null ? null : traffic.route().name())
            .and("namespace", namespace == null ? "default" : namespace));
  }

  private void step(Cd.Step step, Set<String> known, List<YamlMap> steps) {
    Integer weight = step.setWeight();
    Cd.Pause pause = step.pause();
    String analysis = step.analysis();
    if (weight != null) {
      steps.add(YamlMap.of("setWeight", weight));
    } else if (pause != null) {
      Duration duration = pause.duration();
      steps.add(
          YamlMap.of(
              "pause",
              duration == null ? YamlMap.of() : YamlMap.of("duration", Spans.text(duration))));
    } else if (analysis != null && known.contains(analysis)) {
      steps.add(YamlMap.of("analysis", analysis(List.of(analysis))));
    }
  }

  private YamlMap analysis(List<String> analyses) {
    List<YamlMap> templates =
        analyses.stream().map(a -> YamlMap.of("templateName", Analyses.name(a, service))).toList();
    YamlMap args = YamlMap.of("name", "service").and("value", traffic.name());
    return YamlMap.of("templates", templates).and("args", shared ? List.of(args) : null);
  }

  private YamlMap blueGreen(Cd.@Nullable BlueGreen blueGreen) {
    Boolean auto = blueGreen == null ? null : blueGreen.autoPromotion();
    Duration delay = blueGreen == null ? null : blueGreen.scaleDownDelay();
    YamlMap written =
        YamlMap.of("activeService", traffic.name())
            .and("previewService", traffic.name() + "-preview")
            .and("autoPromotionEnabled", auto != null && auto);
    if (delay != null) {
      written.and("scaleDownDelaySeconds", delay.toSeconds());
    }
    List<String> analyses = Analyses.expressible(strategy).stream().map(Cd.Analysis::name).toList();
    if (!analyses.isEmpty()) {
      written.and("prePromotionAnalysis", analysis(analyses));
    }
    return written;
  }

  /// A Service beside the one that users reach, for the pods of the new version.
  private YamlMap other(String suffix) {
    YamlMap port =
        YamlMap.of("name", traffic.portName())
            .and("port", traffic.port())
            .and("targetPort", traffic.target());
    YamlMap spec = YamlMap.of("ports", List.of(port));
    var selector =
        traffic.service() == null ? traffic.workload().selector() : traffic.service().selector();
    if (!selector.isEmpty()) {
      spec.and("selector", Manifests.map(selector));
    }
    return Manifests.object("v1", "Service", traffic.name() + suffix).and("spec", spec);
  }
}
