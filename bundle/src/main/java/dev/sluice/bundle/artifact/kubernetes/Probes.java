package dev.sluice.bundle.artifact.kubernetes;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.yaml.YamlMap;
import java.time.Duration;
import java.util.Optional;

/// Probes of containers.
final class Probes {
  private Probes() {}

  /// The readiness check of a delivery, where it names a path.
  static Optional<Cd.Check> readiness(Delivery delivery) {
    return check(delivery, Cd.CheckKind.READINESS);
  }

  /// The check of a kind, where it names a path.
  static Optional<Cd.Check> check(Delivery delivery, Cd.CheckKind kind) {
    Cd cd = delivery.cd();
    return cd == null
        ? Optional.empty()
        : cd.healthChecks().stream()
            .filter(c -> c.kind() == kind)
            .filter(c -> c.target() != null && c.target().startsWith("/"))
            .findFirst();
  }

  /// A probe that asks a path or, where none is known, whether the port is open.
  ///
  /// @param port number or name
  static YamlMap of(Optional<Cd.Check> check, Object port) {
    if (check.isEmpty()) {
      return YamlMap.of("tcpSocket", YamlMap.of("port", port)).and("periodSeconds", 5);
    }
    Duration timeout = check.get().timeout();
    return YamlMap.of("httpGet", YamlMap.of("path", check.get().target()).and("port", port))
        .and("periodSeconds", 5)
        .and("timeoutSeconds", timeout == null ? 1 : Math.max(1, timeout.toSeconds()));
  }
}
