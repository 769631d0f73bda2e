package dev.sluice.cli.site;

import dev.sluice.engine.plan.Declared;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.port.PortException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The health checks of a delivery, asked over HTTP: one passes when it answers 200 to 399.
final class HealthChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Declared declared;
  private @Nullable HttpClient client;

  HealthChecks(Declared declared) {
    this.declared = declared;
  }

  /// What a check says now, or null when it is no health check, or nothing says where to ask.
  ///
  /// @throws PortException when nobody answers
  @Nullable Finding ask(String name, Cd.Target target, Instant now)
      throws PortException, InterruptedException {
    Cd cd = declared.delivery().cd();
    List<Cd.Check> all = cd == null ? List.of() : cd.healthChecks();
    for (Cd.Check check : all) {
      URI uri = check.name().equals(name) ? uri(check, target) : null;
      if (uri != null) {
        return ask(check, uri, now);
      }
    }
    return null;
  }

  private static @Nullable URI uri(Cd.Check check, Cd.Target target) throws PortException {
    String path = check.target();
    Cd.Processes processes = target.processes();
    if (path == null) {
      return null;
    }
    try {
      if (path.startsWith("http://") || path.startsWith("https://")) {
        return URI.create(path);
      }
      return processes == null ? null : URI.create("http://" + processes.listen() + path);
    } catch (IllegalArgumentException e) {
      throw PortException.terminal("the target of health check " + check.name() + " is no URL", e);
    }
  }

  private Finding ask(Cd.Check check, URI uri, Instant now)
      throws PortException, InterruptedException {
    Duration timeout = check.timeout();
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(timeout == null ? PATIENCE : timeout).build();
    try {
      int status = client().send(request, BodyHandlers.discarding()).statusCode();
      boolean well = status >= 200 && status < 400;
      return new Finding(
          check.name(),
          now,
          well ? Finding.Kind.NOT_WORSE : Finding.Kind.WORSE,
          uri + " answered " + status,
          1,
          null,
          null,
          null,
          uri.toString());
    } catch (IOException e) {
      throw PortException.passing("health check " + check.name() + ": " + uri + ": " + e, e);
    }
  }

  private synchronized HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      known = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      client = known;
    }
    return known;
  }
}
