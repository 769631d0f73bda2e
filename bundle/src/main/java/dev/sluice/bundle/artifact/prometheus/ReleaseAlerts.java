package dev.sluice.bundle.artifact.prometheus;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.prometheus.Alert.Meaning;
import dev.sluice.bundle.artifact.prometheus.Alert.Sample;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.cd.Strategies;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.Workload;
import dev.sluice.flow.signal.Operated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The alerts on the health of a service that a delivery needs and no rule in the repository raises
/// yet.
///
/// @param alerts the alerts, in the order of the delivery
/// @param unknown declared alerts about which nothing says what to measure
public record ReleaseAlerts(List<Alert> alerts, List<String> unknown) {
  private static final Duration HOLD = Duration.ofMinutes(5);
  private static final List<Set<String>> WORDS =
      List.of(
          Set.of("error", "failure", "fail", "5xx", "availability"),
          Set.of("latency", "slow", "duration", "late", "p99", "p95"));

  public ReleaseAlerts {
    alerts = List.copyOf(alerts);
    unknown = List.copyOf(unknown);
  }

  /// The alerts of a delivery.
  public static ReleaseAlerts of(Material material) {
    if (!material.lacks("operations.alerts") && !material.lacks("secrets.alerting")) {
      return new ReleaseAlerts(List.of(), List.of());
    }
    Service service = Service.of(material);
    Set<String> raised =
        material.facts().of(AlertRule.class).stream()
            .filter(rule -> !rule.source().file().endsWith("/" + file(service))) // made before
            .map(AlertRule::name)
            .collect(Collectors.toSet());
    List<Alert> possible = possible(material, service);
    Operations operations = material.delivery().operations();
    List<Operations.Alert> declared = operations == null ? List.of() : operations.alerts();
    Map<String, Alert> alerts = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (Operations.Alert alert : declared) {
      if (!raised.contains(alert.name())) {
        possible.stream()
            .filter(p -> fits(p, alert.name(), service))
            .findFirst()
            .ifPresentOrElse(
                p -> alerts.put(alert.name(), as(alert, p, service)),
                () -> unknown.add(alert.name()));
      }
    }
    if (declared.isEmpty() && raised.isEmpty()) {
      possible.stream()
          .filter(p -> p.meaning() != Meaning.SECRET)
          .forEach(p -> alerts.put(p.name(), p));
    }
    boolean watched = alerts.values().stream().anyMatch(a -> a.meaning() == Meaning.SECRET);
    if (material.lacks("secrets.alerting") && !watched) {
      possible.stream()
          .filter(p -> p.meaning() == Meaning.SECRET)
          .forEach(p -> alerts.put(p.name(), p));
    }
    return new ReleaseAlerts(List.copyOf(alerts.values()), unknown);
  }

  /// Name of the file that holds them.
  static String file(Service service) {
    return service.slug() + "-release.rules.yaml";
  }

  /// Every alert that what is known of the service allows.
  private static List<Alert> possible(Material material, Service service) {
    Map<String, Alert> all = new LinkedHashMap<>();
    Strategies.written(material.delivery()).stream()
        .flatMap(strategy -> strategy.analyses().stream())
        .flatMap(analysis -> measured(analysis, service).stream())
        .forEach(alert -> all.putIfAbsent(alert.name(), alert));
    List<Workload> workloads = Workloads.production(material);
    workloads.stream()
        .flatMap(w -> new ClusterAlerts(w, service).all().stream())
        .forEach(alert -> all.putIfAbsent(alert.name(), alert));
    SecretAlerts.of(material, service).forEach(alert -> all.putIfAbsent(alert.name(), alert));
    if (all.values().stream().allMatch(alert -> alert.meaning() == Meaning.SECRET)
        && !material.delivery().productionEnvironments().isEmpty()
        && Operated.here(material.delivery(), material.facts())) {
      Alert down = down(service);
      all.put(down.name(), down);
    }
    return List.copyOf(all.values());
  }

  private static Optional<Alert> measured(Cd.Analysis analysis, Service service) {
    String name = service.pascal() + Service.pascal(analysis.name());
    return Condition.of(analysis)
        .map(condition ->
            new Alert(
                name,
                condition.expression(),
                HOLD,
                "page",
                service.owner(),
                summary(condition, service),
                runbook(name, service),
                condition.meaning(),
                condition.sample()));
  }

  private static String summary(Condition condition, Service service) {
    String bound = condition.bound().substring(2);
    boolean above = condition.bound().startsWith(">");
    return switch (condition.meaning()) {
      case ERRORS -> "The share of failed requests of " + service.name() + " is over " + bound;
      case LATENCY -> service.name() + " answers more slowly than " + bound + " seconds";
      default ->
          "A measured value of " + service.name() + " is " + (above ? "over " : "under ") + bound;
    };
  }

  private static Alert down(Service service) {
    String name = service.pascal() + "Down";
    String series = Selector.series("up", Map.of("job", service.slug()));
    return new Alert(
        name,
        "absent(" + series + " == 1)",
        HOLD,
        "page",
        service.owner(),
        "No instance of " + service.name() + " answers",
        runbook(name, service),
        Meaning.DOWN,
        new Sample(
            Map.of(series, "0x240"),
            Map.of(series, "1x240"),
            Map.of())); // `absent` of a comparison has no labels
  }

  private static String runbook(String alert, Service service) {
    return service.path("docs/runbooks/" + Service.slug(alert) + ".md");
  }

  /// Whether a declared alert means one that can be made: by its name, or by what people call the
  /// same.
  private static boolean fits(Alert possible, String declared, Service service) {
    String name = bare(declared, service);
    String other = bare(possible.name(), service);
    boolean same = WORDS.stream().anyMatch(w -> any(w, name) && any(w, other));
    boolean secret =
        possible.meaning() == Meaning.SECRET
            && (name.contains("secret") || name.contains("rotation"));
    return name.contains(other) || other.contains(name) || same || secret;
  }

  private static boolean any(Set<String> words, String name) {
    return words.stream().anyMatch(name::contains);
  }

  private static String bare(String name, Service service) {
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String prefix = service.pascal().toLowerCase(Locale.ROOT);
    return lower.startsWith(prefix) && lower.length() > prefix.length()
        ? lower.substring(prefix.length())
        : lower;
  }

  /// A possible alert with everything that is declared about it.
  private static Alert as(Operations.Alert declared, Alert possible, Service service) {
    String runbook = declared.runbook();
    Duration hold = declared.hold();
    String severity = declared.severity();
    String owner = declared.owner();
    return new Alert(
        declared.name(),
        possible.expression(),
        hold == null ? possible.hold() : hold,
        severity == null ? possible.severity() : severity,
        owner == null ? possible.owner() : owner,
        possible.summary(),
        runbook == null
            ? runbook(declared.name(), service)
            : runbook.contains("://") ? runbook : service.path(runbook),
        possible.meaning(),
        possible.sample());
  }
}
