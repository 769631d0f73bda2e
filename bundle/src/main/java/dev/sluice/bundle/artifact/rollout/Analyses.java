package dev.sluice.bundle.artifact.rollout;

import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.delivery.Cd;
import java.util.List;
import java.util.stream.Collectors;

/// The stop criteria of a strategy, as far as a tool in the cluster can judge them.
final class Analyses {
  /// Where Prometheus is when nobody says otherwise.
  static final String PROMETHEUS = "http://prometheus.monitoring.svc:9090";

  private Analyses() {}

  /// The analyses that have something to measure.
  static List<Cd.Analysis> expressible(Cd.Strategy strategy) {
    return strategy.analyses().stream().filter(a -> !Metric.of(a, "").isEmpty()).toList();
  }

  /// What the template of an analysis is called.
  static String name(String analysis, Service service) {
    return service.slug() + "-" + Service.slug(analysis);
  }

  /// What whoever applies them has to see to.
  ///
  /// @param where what has to be set to the address of Prometheus
  static String note(Cd.Strategy strategy, String where) {
    String silent =
        strategy.analyses().stream()
            .filter(a -> silent(a))
            .map(Cd.Analysis::name)
            .collect(Collectors.joining(", "));
    return "# Set "
        + where
        + " to that of your Prometheus.\n"
        + (strategy.analyses().stream().anyMatch(Analyses::unnarrowed)
            ? "# Narrow the queries to the pods of the new version where its series can be told"
                + " apart.\n"
            : "")
        + (silent.isEmpty()
            ? ""
            : "# Not judged here against the version before: "
                + silent
                + ". Let their queries choose\n#"
                + " one number of the new version by its Service: service=\"<name>-canary\".\n");
  }

  private static boolean silent(Cd.Analysis analysis) {
    int wanted =
        (analysis.objective() == null ? 0 : 1)
            + (analysis.compare() == Cd.Compare.BASELINE ? 1 : 0);
    return Metric.of(analysis, "").size() < wanted && analysis.compare() == Cd.Compare.BASELINE;
  }

  private static boolean unnarrowed(Cd.Analysis analysis) {
    return Metric.of(analysis, "").stream().anyMatch(m -> !m.query().contains("-canary"));
  }
}
