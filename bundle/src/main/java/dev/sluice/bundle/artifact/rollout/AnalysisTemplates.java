package dev.sluice.bundle.artifact.rollout;

import dev.sluice.bundle.artifact.kubernetes.Manifests;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stop criteria of a strategy as AnalysisTemplates of Argo Rollouts.
final class AnalysisTemplates {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private AnalysisTemplates() {}

  /// @param several names of which one stands in the queries, where what is measured has to be said
  ///   for each Deployment; empty for one Deployment
  static List<YamlMap> of(Cd.Strategy strategy, Service service, Set<String> several) {
    return Analyses.expressible(strategy).stream().map(a -> template(a, service, several)).toList();
  }

  private static YamlMap template(Cd.Analysis analysis, Service service, Set<String> several) {
    List<Metric> metrics =
        Metric.of(analysis, "").stream().map(m -> m.naming(several, "{{args.service}}")).toList();
    List<YamlMap> args = new ArrayList<>();
    args.add(YamlMap.of("name", "prometheus").and("value", Analyses.PROMETHEUS));
    if (metrics.stream().anyMatch(m -> m.query().contains("{{args.service}}"))) {
      args.add(YamlMap.of("name", "service"));
    }
    return Manifests.object(
            "argoproj.io/v1alpha1", "AnalysisTemplate", Analyses.name(analysis.name(), service))
        .and(
            "spec",
            YamlMap.of("args", args)
                .and("metrics", metrics.stream().map(m -> metric(m, analysis)).toList()));
  }

  private static YamlMap metric(Metric measured, Cd.Analysis analysis) {
    Duration window = analysis.window() == null ? Duration.ofMinutes(5) : analysis.window();
    long count = Math.clamp(window.dividedBy(INTERVAL), 1, 20);
    String name = Service.slug(analysis.name());
    YamlMap metric =
        YamlMap.of("name", measured.name().isEmpty() ? name : name + "-" + measured.name())
            .and("interval", Spans.text(window.dividedBy(count)))
            .and("count", count)
            .and("failureLimit", 0)
            .and("inconclusiveLimit", 0);
    conditions(analysis.onNoData(), measured, metric);
    return metric.and(
        "provider",
        YamlMap.of(
            "prometheus",
            YamlMap.of("address", "{{args.prometheus}}").and("query", measured.query() + "\n")));
  }

  /// No data is an empty answer, or a number that is none (nothing divided by nothing), which is on
  /// neither side of any bound. What is neither success nor failure is inconclusive, and holds the
  /// rollout; what is no success fails where nothing else is said to be a failure.
  private static void conditions(Cd.@Nullable OnNoData onNoData, Metric measured, YamlMap metric) {
    String good = "result[0] " + measured.good();
    String bad = "len(result) > 0 && result[0] " + measured.bad();
    switch (onNoData == null ? Cd.OnNoData.ROLLBACK : onNoData) {
      case ROLLBACK -> metric.and("successCondition", "len(result) > 0 && " + good);
      case HOLD ->
          metric.and("successCondition", "len(result) > 0 && " + good).and("failureCondition", bad);
      case PROCEED ->
          metric.and("successCondition", "len(result) == 0 || isNaN(result[0]) || " + good);
    }
  }
}
