package dev.sluice.bundle.artifact.prometheus;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.prometheus.Alert.Meaning;
import dev.sluice.bundle.artifact.prometheus.Alert.Sample;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.flow.fact.SecretSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the operators and stores that bring secrets say about themselves. Secrets of the code host,
/// and those that a file keeps encrypted, have nothing that Prometheus could ask.
final class SecretAlerts {
  private static final String STALE = "externalsecret_status_condition";
  private static final String UNSEALING = "sealed_secrets_controller_unseal_errors_total";
  private static final String UNSEALED = "vault_core_unsealed";
  private static final String AUDIT = "vault_audit_log_request_failure";

  private final Service service;

  private SecretAlerts(Service service) {
    this.service = service;
  }

  static List<Alert> of(Material material, Service service) {
    Set<String> tools =
        material.facts().of(SecretSource.class).stream()
            .map(SecretSource::tool)
            .collect(Collectors.toSet());
    SecretAlerts possible = new SecretAlerts(service);
    List<Alert> alerts = new ArrayList<>();
    if (tools.contains("external-secrets")) {
      alerts.add(possible.stale());
    }
    if (tools.contains("sealed-secrets")) {
      alerts.add(
          possible.counted(
              "SecretNotUnsealed", UNSEALING, "ticket", "A sealed secret cannot be opened"));
    }
    if (tools.contains("vault")) {
      alerts.add(possible.sealed());
      alerts.add(
          possible.counted(
              "SecretAuditLost", AUDIT, "page", "Vault cannot write down who reads which secret"));
    }
    return alerts;
  }

  private Alert stale() {
    Map<String, String> labels =
        Map.of("condition", "Ready", "name", service.slug(), "status", "False");
    String series = Selector.series(STALE, labels);
    return alert(
        "SecretNotRefreshed",
        STALE + "{condition=\"Ready\",status=\"False\"} == 1",
        Duration.ofMinutes(15),
        "ticket",
        "A secret of " + service.name() + " is not refreshed from its store",
        new Sample(Map.of(series, "1x240"), Map.of(series, "0x240"), labels));
  }

  private Alert sealed() {
    return alert(
        "SecretStoreSealed",
        UNSEALED + " == 0",
        Duration.ofMinutes(2),
        "page",
        "Vault is sealed: no secret can be read",
        new Sample(Map.of(UNSEALED, "0x240"), Map.of(UNSEALED, "1x240"), Map.of()));
  }

  private Alert counted(String suffix, String counter, String severity, String summary) {
    return alert(
        suffix,
        "increase(" + counter + "[15m]) > 0",
        Duration.ofMinutes(1),
        severity,
        summary,
        new Sample(Map.of(counter, "0+1x240"), Map.of(counter, "5x240"), Map.of()));
  }

  private Alert alert(
      String suffix,
      String expression,
      Duration hold,
      String severity,
      String summary,
      Sample sample) {
    String name = service.pascal() + suffix;
    return new Alert(
        name,
        expression,
        hold,
        severity,
        service.owner(),
        summary,
        service.path("docs/runbooks/" + Service.slug(name) + ".md"),
        Meaning.SECRET,
        sample);
  }
}
