package dev.sluice.bundle.artifact.prometheus;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.AlertRule;
import java.util.ArrayList;
import java.util.List;

/// Makes rules of Prometheus: alerts on the health of releases, and records and alerts on the
/// delivery platform, each with unit tests.
@AutoService(Maker.class)
public final class PrometheusMaker implements Maker {
  /// What has to be reported so that the records have something to count.
  private static final String INPUT =
      """
      #
      # The records count what the pipeline reports (by a Pushgateway, OpenTelemetry or an exporter):
      #   delivery_deployments_total{service, outcome, unplanned}  one for each deployment to production; outcome is
      #     succeeded, failed (did not go out), degraded (went out, needed a fix) or rolled-back;
      #     unplanned is "true" for one that only mends an earlier one
      #   delivery_change_lead_seconds{service}      histogram, from commit to production
      #   delivery_recovery_seconds{service}         histogram, from a failed deployment to a healthy one
      #   delivery_pipeline_runs_total{service, conclusion}
      #   delivery_queue_seconds{service}            histogram, from a job's request to its start
      """;

  private static String load(String tests) {
    return "# Load it by `rule_files` of Prometheus, or as `spec` of a PrometheusRule. Checked by"
        + " `promtool test rules "
        + tests
        + "`.\n";
  }

  @Override
  public List<Artifact> make(Material material) {
    Service service = Service.of(material);
    String directory =
        Service.directory(material.facts().of(AlertRule.class), service.path("monitoring"));
    List<Artifact> made = new ArrayList<>();
    release(material, service, directory, made);
    platform(material, directory, made);
    return made;
  }

  private static void release(
      Material material, Service service, String directory, List<Artifact> made) {
    ReleaseAlerts release = ReleaseAlerts.of(material);
    if (release.alerts().isEmpty()) {
      return;
    }
    String stem = service.slug() + "-release";
    String purpose = "Alerts on the health of " + service.name() + " and of its releases.";
    String more =
        release.unknown().isEmpty()
            ? ""
            : "# Declared, but nothing says what to measure: "
                + String.join(", ", release.unknown())
                + ". An analysis of the same name in `cd.strategy` would.\n";
    add(directory, stem, purpose, "operations.alerts", more, List.of(), release.alerts(), made);
  }

  private static void platform(Material material, String directory, List<Artifact> made) {
    PlatformRules platform = PlatformRules.of(material);
    if (!platform.measures().isEmpty()) {
      add(
          directory,
          "delivery",
          "Records the five DORA metrics and the health of the delivery platform.",
          "operations.health-metrics",
          INPUT,
          platform.measures(),
          platform.alerts(),
          made);
    }
  }

  private static void add(
      String directory,
      String stem,
      String purpose,
      String criterion,
      String more,
      List<Measure> measures,
      List<Alert> alerts,
      List<Artifact> made) {
    String tests = stem + ".test.yaml";
    String header = Artifact.header("#", purpose, criterion) + load(tests) + more;
    String rules = stem + ".rules.yaml";
    made.add(
        new Artifact(
            Service.in(directory, rules),
            header + RuleFile.rules(stem, measures, alerts),
            purpose,
            criterion));
    boolean tested = !measures.isEmpty() || alerts.stream().anyMatch(a -> a.sample() != null);
    if (tested) {
      String why = "Unit tests of " + rules + ", run by `promtool test rules`.";
      made.add(
          new Artifact(
              Service.in(directory, tests),
              Artifact.header("#", why, criterion) + RuleFile.tests(rules, measures, alerts),
              why,
              criterion));
    }
  }
}
