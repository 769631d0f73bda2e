package dev.sluice.bundle.artifact.rollout;

import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A Rollout that takes the pods of an existing Deployment over.
record ArgoRollout(Cd.Strategy strategy, Service service, Workload deployment) {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  /// What whoever applies it has to know.
  String note() {
    String name = deployment.name();
    String both =
        "# Takes over Deployment "
            + name
            + ", which is scaled down once the Rollout is healthy. Point its"
            + " HorizontalPodAutoscaler, if it has one, to the Rollout.\n";
    return strategy.canary() != null
        ? both
            + "# Without `trafficRouting` (see Argo Rollouts) a weight is rounded up to whole pods:"
            + " with few replicas the first step reaches more requests than it says.\n"
        : both + "# Expects that Service " + name + " is the one that users reach.\n";
  }

  /// The Rollout, and the second Service that blue and green need.
  List<YamlMap> objects() {
    Cd.Canary canary = strategy.canary();
    Cd.BlueGreen blueGreen = strategy.blueGreen();
    Duration deadline = canary == null ? null : canary.progressDeadline();
    YamlMap how =
        canary != null
            ? YamlMap.of("canary", canary(canary))
            : YamlMap.of("blueGreen", blueGreen(blueGreen));
    YamlMap spec =
        YamlMap.of("replicas", deployment.replicas() == null ? 2 : deployment.replicas())
            .and("revisionHistoryLimit", 5)
            .and("progressDeadlineSeconds", (deadline == null ? DEADLINE : deadline).toSeconds())
            .and("progressDeadlineAbort", true)
            .and(
                "workloadRef",
                YamlMap.of("apiVersion", "apps/v1")
                    .and("kind", "Deployment")
                    .and("name", deployment.name())
                    .and("scaleDown", "onsuccess"));
    if (!deployment.selector().isEmpty()) {
      spec.and("selector", YamlMap.of("matchLabels", Manifests.map(deployment.selector())));
    }
    YamlMap rollout =
        Manifests.object("argoproj.io/v1alpha1", "Rollout", deployment.name())
            .and("spec", spec.and("strategy", how));
    return canary != null ? List.of(rollout) : List.of(rollout, preview());
  }

  private YamlMap canary(Cd.Canary canary) {
    Set<String> known =
        AnalysisTemplates.expressible(strategy).stream()
            .map(Cd.Analysis::name)
            .collect(Collectors.toSet());
    Set<String> atSteps =
        canary.steps().stream()
            .map(Cd.Step::analysis)
            .filter(a -> a != null && known.contains(a))
            .collect(Collectors.toSet());
    List<YamlMap> steps = new ArrayList<>();
    canary.steps().forEach(step -> step(step, known, steps));
    YamlMap written = YamlMap.of("maxSurge", 1).and("maxUnavailable", 0);
    List<String> always =
        AnalysisTemplates.expressible(strategy).stream()
            .map(Cd.Analysis::name)
            .filter(a -> !atSteps.contains(a))
            .toList();
    if (!always.isEmpty()) {
      written.and("analysis", YamlMap.of("templates", templates(always)).and("startingStep", 1));
    }
    return written.and("steps", steps);
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
      steps.add(YamlMap.of("analysis", YamlMap.of("templates", templates(List.of(analysis)))));
    }
  }

  private List<YamlMap> templates(List<String> analyses) {
    return analyses.stream()
        .map(a -> YamlMap.of("templateName", AnalysisTemplates.name(a, service)))
        .toList();
  }

  private YamlMap blueGreen(Cd.@Nullable BlueGreen blueGreen) {
    Boolean auto = blueGreen == null ? null : blueGreen.autoPromotion();
    Duration delay = blueGreen == null ? null : blueGreen.scaleDownDelay();
    YamlMap written =
        YamlMap.of("activeService", deployment.name())
            .and("previewService", deployment.name() + "-preview")
            .and("autoPromotionEnabled", auto != null && auto);
    if (delay != null) {
      written.and("scaleDownDelaySeconds", delay.toSeconds());
    }
    List<String> analyses =
        AnalysisTemplates.expressible(strategy).stream().map(Cd.Analysis::name).toList();
    if (!analyses.isEmpty()) {
      written.and("prePromotionAnalysis", YamlMap.of("templates", templates(analyses)));
    }
    return written;
  }

  private YamlMap preview() {
    int port = deployment.ports().isEmpty() ? 8080 : deployment.ports().getFirst();
    YamlMap spec =
        YamlMap.of(
            "ports", List.of(YamlMap.of("name", "http").and("port", 80).and("targetPort", port)));
    if (!deployment.selector().isEmpty()) {
      spec.and("selector", Manifests.map(deployment.selector()));
    }
    return Manifests.object("v1", "Service", deployment.name() + "-preview").and("spec", spec);
  }
}
