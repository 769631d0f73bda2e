package dev.sluice.engine.drive;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A world of several services, each on a planet of its own. The first one keeps what people are
/// told and what is published.
final class Sky implements World, InstantSource {
  private final Map<String, Planet> planets = new LinkedHashMap<>();

  Sky(String... services) {
    List.of(services).forEach(service -> planets.put(service, new Planet()));
  }

  Planet planet(String service) {
    return requireNonNull(planets.get(service));
  }

  private Planet first() {
    return planets.values().iterator().next();
  }

  void pass(Duration time) {
    planets.values().forEach(planet -> planet.pass(time));
  }

  List<String> wrongs() {
    return planets.values().stream().flatMap(planet -> planet.wrongs().stream()).toList();
  }

  List<Outside.Evidence> records() {
    return first().records();
  }

  List<Outside.Notice> notices() {
    return List.copyOf(first().notices().values());
  }

  @Override
  public Instant instant() {
    return first().instant();
  }

  @Override
  public TrafficTarget target(String service, String environment) {
    return planet(service);
  }

  @Override
  public MetricSource source(@Nullable String name, String service, String environment) {
    return planet(service);
  }

  @Override
  public @Nullable Finding check(String name, String service, String environment, Instant at) {
    return planet(service).check(name, service, environment, at);
  }

  @Override
  public @Nullable Finding recorded(String job, Release release, Instant at) throws PortException {
    return first().recorded(job, release, at);
  }

  @Override
  public Map<String, Long> schemas(Release release, String environment) throws PortException {
    return planet(release.service()).schemas(release, environment);
  }

  @Override
  public void notify(String id, Outside.Notice notice) {
    first().notify(id, notice);
  }

  @Override
  public void publish(String id, Outside.Evidence record) {
    first().publish(id, record);
  }
}
