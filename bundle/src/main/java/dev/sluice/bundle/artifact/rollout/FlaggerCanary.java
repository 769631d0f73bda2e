package dev.sluice.bundle.artifact.rollout;

import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.prometheus.Condition;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Canary of Flagger for an existing Deployment.
record FlaggerCanary(Cd.Strategy strategy, Service service, Workload deployment) {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  /// What whoever applies it has to know.
  String note() {
    return "# Flagger makes the Services "
        + deployment.name()
        + ", "
        + deployment.name()
        + "-primary and "
        + deployment.name()
        + "-canary itself: remove a Service of that name from the manifests.\n";
  }

  YamlMap object() {
    Cd.Canary canary = strategy.canary();
    Duration deadline = canary == null ? null : canary.progressDeadline();
    int port = deployment.ports().isEmpty() ? 8080 : deployment.ports().getFirst();
    YamlMap analysis = YamlMap.of("interval", Spans.text(interval(canary))).and("threshold", 1);
    if (canary == null) {
      analysis.and("iterations", 5);
    } else {
      analysis.and(
          "stepWeights",
          canary.steps().stream().map(Cd.Step::setWeight).filter(Objects::nonNull).toList());
    }
    analysis.and(
        "metrics", AnalysisTemplates.expressible(strategy).stream().map(this::metric).toList());
    return Manifests.object("flagger.app/v1beta1", "Canary", deployment.name())
        .and(
            "spec",
            YamlMap.of(
                    "targetRef",
                    YamlMap.of("apiVersion", "apps/v1")
                        .and("kind", "Deployment")
                        .and("name", deployment.name()))
                .and(
                    "progressDeadlineSeconds", (deadline == null ? DEADLINE : deadline).toSeconds())
                .and("service", YamlMap.of("port", 80).and("targetPort", port))
                .and("analysis", analysis));
  }

  /// Flagger waits the same time at each step: the longest that is declared.
  private static Duration interval(Cd.@Nullable Canary canary) {
    Optional<Duration> longest =
        canary == null
            ? Optional.empty()
            : canary.steps().stream()
                .map(Cd.Step::pause)
                .map(pause -> pause == null ? Duration.ZERO : pause.duration())
                .filter(d -> d != null && !d.isZero())
                .max(Duration::compareTo);
    return longest.orElse(Duration.ofMinutes(1));
  }

  private YamlMap metric(Cd.Analysis analysis) {
    Cd.Objective objective = Objects.requireNonNull(analysis.objective(), "objective");
    Duration window = analysis.window() == null ? Duration.ofMinutes(1) : analysis.window();
    String side = objective.comparison() == Cd.Comparison.BELOW ? "max" : "min";
    return YamlMap.of("name", Service.slug(analysis.name()))
        .and("templateRef", YamlMap.of("name", AnalysisTemplates.name(analysis.name(), service)))
        .and("thresholdRange", YamlMap.of(side, objective.threshold()))
        .and("interval", Spans.text(window));
  }

  /// The queries of its metrics.
  static List<YamlMap> templates(Cd.Strategy strategy, Service service) {
    return AnalysisTemplates.expressible(strategy).stream()
        .map(analysis ->
            Manifests.object(
                    "flagger.app/v1beta1",
                    "MetricTemplate",
                    AnalysisTemplates.name(analysis.name(), service))
                .and(
                    "spec",
                    YamlMap.of(
                            "provider",
                            YamlMap.of("type", "prometheus")
                                .and("address", AnalysisTemplates.PROMETHEUS))
                        .and("query", Condition.measured(analysis).orElseThrow() + "\n")))
        .toList();
  }
}
