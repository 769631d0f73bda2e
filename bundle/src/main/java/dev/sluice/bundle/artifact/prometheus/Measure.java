package dev.sluice.bundle.artifact.prometheus;

import dev.sluice.flow.delivery.Operations.PlatformMetric;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A number about the delivery platform that is recorded.
///
/// The five of DORA are among them: change lead time, deployment frequency, failed deployment
/// recovery time, change fail rate and deployment rework rate.
///
/// Source: DORA, "DORA's software delivery metrics", 2025.
///
/// @param metric the declared metric that it is, or empty
/// @param record name of the recording rule
/// @param title in words, with its unit
/// @param expression in PromQL
/// @param series input of its unit test
/// @param expected what the rule records for that input, rounded to three places
public record Measure(
    Optional<PlatformMetric> metric,
    String record,
    String title,
    String expression,
    Map<String, String> series,
    String expected) {
  private static final String DEPLOYED = "delivery_deployments_total";
  private static final String OUT = "outcome!=\"failed\"";
  private static final String UP = "0+3x240";

  /// Every number, in the order in which people read them.
  static List<Measure> all() {
    return List.of(
        quantile(
            Optional.empty(),
            "delivery:change_lead_seconds:p50_30d",
            "Change lead time, median of 30 days (s)",
            "0.5",
            "delivery_change_lead_seconds",
            "30d"),
        new Measure(
            Optional.empty(),
            "delivery:deployments:per_day30d",
            "Deployments a day, mean of 30 days",
            "sum by (service) (increase(" + DEPLOYED + "{" + OUT + "}[30d])) / 30",
            Map.of(deployed("succeeded", "false"), "0x200 30x40"),
            "1"),
        quantile(
            Optional.of(PlatformMetric.RECOVERY_TIME),
            "delivery:recovery_seconds:p50_30d",
            "Failed deployment recovery time, median of 30 days (s)",
            "0.5",
            "delivery_recovery_seconds",
            "30d"),
        share(
            Optional.of(PlatformMetric.CHANGE_FAIL_RATE),
            "delivery:change_fail:ratio30d",
            "Change fail rate, 30 days",
            "outcome=~\"degraded|rolled-back\"",
            OUT,
            deployed("degraded", "false")),
        share(
            Optional.empty(),
            "delivery:rework:ratio30d",
            "Deployment rework rate, 30 days",
            "unplanned=\"true\"," + OUT,
            OUT,
            deployed("succeeded", "true")),
        share(
            Optional.of(PlatformMetric.DEPLOYMENT_ERROR_RATE),
            "delivery:deployment_errors:ratio30d",
            "Deployments that did not go out, 30 days",
            "outcome=\"failed\"",
            "",
            deployed("failed", "false")),
        share(
            Optional.of(PlatformMetric.ROLLBACK_RATE),
            "delivery:rollback:ratio30d",
            "Rollback rate, 30 days",
            "outcome=\"rolled-back\"",
            OUT,
            deployed("rolled-back", "false")),
        new Measure(
            Optional.of(PlatformMetric.PIPELINE_HEALTH),
            "delivery:pipeline_success:ratio7d",
            "Pipeline runs that succeed, 7 days",
            "sum by (service)"
                + " (increase(delivery_pipeline_runs_total{conclusion=\"success\"}[7d]))\n"
                + "  / sum by (service) (increase(delivery_pipeline_runs_total[7d]))",
            Map.of(
                "delivery_pipeline_runs_total{conclusion=\"success\",service=\"s\"}",
                UP,
                "delivery_pipeline_runs_total{conclusion=\"failure\",service=\"s\"}",
                "0+1x240"),
            "0.75"),
        quantile(
            Optional.of(PlatformMetric.QUEUE_TIME),
            "delivery:queue_seconds:p95_1d",
            "Time that jobs wait, 95th percentile of a day (s)",
            "0.95",
            "delivery_queue_seconds",
            "1d"));
  }

  private static String deployed(String outcome, String unplanned) {
    return Selector.series(
        DEPLOYED, Map.of("service", "s", "outcome", outcome, "unplanned", unplanned));
  }

  private static Measure share(
      Optional<PlatformMetric> metric,
      String record,
      String title,
      String part,
      String whole,
      String counted) {
    String all = whole.isEmpty() ? DEPLOYED : DEPLOYED + "{" + whole + "}";
    return new Measure(
        metric,
        record,
        title,
        "sum by (service) (increase("
            + DEPLOYED
            + "{"
            + part
            + "}[30d]))\n"
            + "  / sum by (service) (increase("
            + all
            + "[30d]))",
        Map.of(counted, "0+1x240", deployed("succeeded", "no"), UP),
        "0.25");
  }

  private static Measure quantile(
      Optional<PlatformMetric> metric,
      String record,
      String title,
      String quantile,
      String histogram,
      String window) {
    String bucket = histogram + "_bucket";
    return new Measure(
        metric,
        record,
        title,
        "histogram_quantile("
            + quantile
            + ",\n  sum by (service, le) (rate("
            + bucket
            + "["
            + window
            + "])))",
        Map.of(
            bucket + "{service=\"s\",le=\"100\"}", "0x240",
            bucket + "{service=\"s\",le=\"200\"}", UP,
            bucket + "{service=\"s\",le=\"+Inf\"}", UP),
        quantile.equals("0.5") ? "150" : "195");
  }
}
