package dev.sluice.bundle.artifact.prometheus;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.prometheus.Alert.Meaning;
import dev.sluice.bundle.artifact.prometheus.Alert.Sample;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.Operations.HealthMetric;
import dev.sluice.flow.delivery.Operations.PlatformMetric;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.RecordingRule;
import dev.sluice.flow.signal.Operated;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is recorded about the delivery platform, and the alerts on the values to hold.
///
/// @param measures what no rule in the repository records yet, under the names that the delivery
///   gives them
public record PlatformRules(List<Measure> measures, List<Alert> alerts) {
  /// Name of the file that holds them.
  static final String FILE = "delivery.rules.yaml";

  public PlatformRules {
    measures = List.copyOf(measures);
    alerts = List.copyOf(alerts);
  }

  /// The rules of a delivery.
  public static PlatformRules of(Material material) {
    if (!material.lacks("operations.health-metrics") || !isMeasured(material)) {
      return new PlatformRules(List.of(), List.of());
    }
    Operations operations = material.delivery().operations();
    List<HealthMetric> declared = operations == null ? List.of() : operations.healthMetrics();
    Set<String> recorded =
        material.facts().of(RecordingRule.class).stream()
            .filter(rule -> !rule.source().file().endsWith("/" + FILE)) // made before
            .map(RecordingRule::name)
            .collect(Collectors.toSet());
    List<Measure> measures =
        Measure.all().stream()
            .map(measure -> named(measure, declared))
            .filter(measure -> !recorded.contains(measure.record()))
            .toList();
    Service service = Service.of(material);
    List<Alert> alerts =
        measures.stream()
            .flatMap(measure -> alert(measure, declared, material, service).stream())
            .toList();
    return new PlatformRules(measures, alerts);
  }

  /// Whether there is a Prometheus to record it: where something runs, or rules are kept already.
  private static boolean isMeasured(Material material) {
    return Operated.here(material.delivery(), material.facts())
        || !material.facts().of(AlertRule.class).isEmpty()
        || !material.facts().of(RecordingRule.class).isEmpty();
  }

  /// A measure under the name that a declared query asks for.
  private static Measure named(Measure measure, List<HealthMetric> declared) {
    return declared(measure, declared)
        .map(HealthMetric::query)
        .filter(query -> query.strip().matches("[a-zA-Z_][a-zA-Z0-9_]*:[a-zA-Z0-9_:]+"))
        .map(query ->
            new Measure(
                measure.metric(),
                query.strip(),
                measure.title(),
                measure.expression(),
                measure.series(),
                measure.expected()))
        .orElse(measure);
  }

  private static Optional<HealthMetric> declared(Measure measure, List<HealthMetric> declared) {
    return measure
        .metric()
        .flatMap(m -> declared.stream().filter(d -> d.metric() == m).findFirst());
  }

  private static Optional<Alert> alert(
      Measure measure, List<HealthMetric> declared, Material material, Service service) {
    return declared(measure, declared)
        .flatMap(metric ->
            bound(metric.target()).map(bound -> alert(measure, metric, bound, material, service)));
  }

  private static Alert alert(
      Measure measure, HealthMetric metric, String bound, Material material, Service service) {
    boolean least = metric.metric() == PlatformMetric.PIPELINE_HEALTH;
    Ci ci = material.delivery().ci();
    String owner = ci == null ? null : ci.owner();
    String name = name(metric.metric());
    return new Alert(
        name,
        measure.record() + (least ? " < " : " > ") + bound,
        Duration.ofHours(1),
        "ticket",
        owner == null ? service.owner() : owner,
        measure.title() + (least ? ": under " : ": over ") + metric.target(),
        service.path("docs/runbooks/delivery-platform.md#" + Service.slug(name)),
        Meaning.PLATFORM,
        sample(measure, least, bound));
  }

  private static @Nullable Sample sample(Measure measure, boolean least, String bound) {
    double recorded = Double.parseDouble(measure.expected());
    boolean raises =
        least ? recorded < Double.parseDouble(bound) : recorded > Double.parseDouble(bound);
    return raises ? new Sample(measure.series(), Map.of(), Map.of("service", "s")) : null;
  }

  /// What the alert on a metric is called.
  static String name(PlatformMetric metric) {
    return switch (metric) {
      case PIPELINE_HEALTH -> "DeliveryPipelinesFail";
      case QUEUE_TIME -> "DeliveryQueueSlow";
      case DEPLOYMENT_ERROR_RATE -> "DeliveryDeploymentsFail";
      case RECOVERY_TIME -> "DeliveryRecoverySlow";
      case CHANGE_FAIL_RATE -> "DeliveryChangesFail";
      case ROLLBACK_RATE -> "DeliveryRollbacksFrequent";
    };
  }

  /// The number in a target: a share for a percentage, seconds for a duration; empty for all else.
  private static Optional<String> bound(@Nullable String target) {
    if (target == null) {
      return Optional.empty();
    }
    String text = target.strip();
    if (text.matches("[0-9]{1,3}([.][0-9]{1,3})? ?%")) {
      return Optional.of(Spans.number(Double.parseDouble(text.replaceAll("[ %]", "")) / 100));
    }
    try {
      return Optional.of(String.valueOf(Duration.parse(text).toSeconds()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
