package dev.sluice.bundle.artifact.rollout;

import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.prometheus.Condition;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.List;

/// The stop criteria of a strategy as AnalysisTemplates of Argo Rollouts. A criterion without an
/// absolute bound cannot be one: nothing there knows the baseline.
final class AnalysisTemplates {
  /// What whoever applies them has to see to.
  static final String NOTE =
      "# Set `prometheus` to the address of yours. Narrow the queries to the pods of the new"
          + " version where its series can be told apart.\n";

  /// Where Prometheus is when nobody says otherwise.
  static final String PROMETHEUS = "http://prometheus.monitoring.svc:9090";

  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private AnalysisTemplates() {}

  static List<YamlMap> of(Cd.Strategy strategy, Service service) {
    return expressible(strategy).stream().map(a -> template(a, service)).toList();
  }

  /// The analyses that a template can judge.
  static List<Cd.Analysis> expressible(Cd.Strategy strategy) {
    return strategy.analyses().stream()
        .filter(a -> a.objective() != null && Condition.measured(a).isPresent())
        .toList();
  }

  static String name(String analysis, Service service) {
    return service.slug() + "-" + Service.slug(analysis);
  }

  private static YamlMap template(Cd.Analysis analysis, Service service) {
    String query = Condition.measured(analysis).orElseThrow();
    Duration window = analysis.window() == null ? Duration.ofMinutes(5) : analysis.window();
    long count = Math.clamp(window.dividedBy(INTERVAL), 1, 20);
    Duration interval = window.dividedBy(count);
    YamlMap metric =
        YamlMap.of("name", Service.slug(analysis.name()))
            .and("interval", Spans.text(interval))
            .and("count", count)
            .and("failureLimit", 0)
            .and("inconclusiveLimit", 0);
    conditions(analysis, metric);
    metric.and(
        "provider",
        YamlMap.of(
            "prometheus", YamlMap.of("address", "{{args.prometheus}}").and("query", query + "\n")));
    return Manifests.object(
            "argoproj.io/v1alpha1", "AnalysisTemplate", name(analysis.name(), service))
        .and(
            "spec",
            YamlMap.of("args", List.of(YamlMap.of("name", "prometheus").and("value", PROMETHEUS)))
                .and("metrics", List.of(metric)));
  }

  /// Neither success nor failure is inconclusive, and holds the rollout; an empty answer fails
  /// where no data asks for a rollback.
  private static void conditions(Cd.Analysis analysis, YamlMap metric) {
    Cd.Objective objective = analysis.objective();
    if (objective == null) {
      return;
    }
    boolean below = objective.comparison() == Cd.Comparison.BELOW;
    String bound = Spans.number(objective.threshold());
    String good = "result[0] " + (below ? "< " : "> ") + bound;
    String bad = "result[0] " + (below ? ">= " : "<= ") + bound;
    metric.and("successCondition", "len(result) > 0 && " + good);
    if (analysis.onNoData() != Cd.OnNoData.ROLLBACK) {
      metric.and("failureCondition", "len(result) > 0 && " + bad);
    }
  }
}
