package dev.sluice.drivers.process;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How instances are run. Each release keeps the settings that it was first started with, so that a
/// rollback runs what was there before.
///
/// @param directory working directory of the instances, absolute
/// @param artifacts directory with the artifacts, absolute, or null
/// @param readiness path that answers 200 when an instance is ready
/// @param listen where users reach it
/// @param socket runtime API of the HAProxy that shares the traffic out, or null for the splitter
/// @param backend its backend, or null
record Settings(
    String service,
    String environment,
    String directory,
    List<String> command,
    Map<String, String> env,
    @Nullable String artifacts,
    String readiness,
    String listen,
    @Nullable String socket,
    @Nullable String backend) {
  Settings {
    requireNonNull(service, "service");
    requireNonNull(environment, "environment");
    requireNonNull(directory, "directory");
    command = List.copyOf(command);
    env = Collections.unmodifiableMap(new TreeMap<>(env));
    requireNonNull(readiness, "readiness");
    requireNonNull(listen, "listen");
  }

  /// What a delivery says of a target.
  ///
  /// @param root directory of the `delivery.yaml`
  static Settings of(Path root, String service, String environment, Cd.Processes processes) {
    Path base = root.toAbsolutePath().normalize();
    String artifacts = processes.artifacts();
    String readiness = processes.readiness();
    Cd.Haproxy haproxy = processes.haproxy();
    return new Settings(
        service,
        environment,
        base.toString(),
        processes.command(),
        processes.env(),
        artifacts == null ? null : base.resolve(artifacts).normalize().toString(),
        readiness == null ? "/readyz" : readiness,
        processes.listen(),
        haproxy == null ? null : socket(base, haproxy.socket()),
        haproxy == null ? null : haproxy.backend());
  }

  private static String socket(Path base, String socket) {
    return socket.contains("/") ? base.resolve(socket).normalize().toString() : socket;
  }

  /// Whether a supervisor that runs with others shares traffic out in the same place.
  boolean sameBalancer(Settings other) {
    return String.valueOf(socket).equals(String.valueOf(other.socket))
        && String.valueOf(backend).equals(String.valueOf(other.backend))
        && listen.equals(other.listen);
  }
}
