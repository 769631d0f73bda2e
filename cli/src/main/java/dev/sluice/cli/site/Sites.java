package dev.sluice.cli.site;

import static java.util.Objects.requireNonNull;

import dev.sluice.drivers.argo.ArgoTarget;
import dev.sluice.drivers.kubernetes.KubernetesTarget;
import dev.sluice.drivers.process.ProcessTarget;
import dev.sluice.drivers.prometheus.PrometheusSource;
import dev.sluice.engine.drive.Outside;
import dev.sluice.engine.drive.World;
import dev.sluice.engine.plan.Declared;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.rollout.Step;
import dev.sluice.release.unit.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The world that a delivery declares: its targets and sources, opened when they are asked for.
public final class Sites implements World, AutoCloseable {
  /// What an analysis names as its source when the splitter of its target counts.
  private static final String SPLITTER = "splitter";

  private final Path root;
  private final Declared declared;
  private final ProcessTarget.Life life;
  private final Consumer<Outside.Notice> tell;
  private final HealthChecks checks;
  private final SchemaVersions schemas;
  private final RunFiles files;
  private final JobRecords records;
  private final Map<String, TrafficTarget> targets = new ConcurrentHashMap<>();
  private final Map<String, MetricSource> sources = new ConcurrentHashMap<>();

  /// @param root directory of the delivery
  /// @param life whether processes go on when this one ends
  /// @param tell tells people
  public Sites(
      Path root, Declared declared, ProcessTarget.Life life, Consumer<Outside.Notice> tell) {
    this.root = requireNonNull(root, "root");
    this.declared = requireNonNull(declared, "declared");
    this.life = requireNonNull(life, "life");
    this.tell = requireNonNull(tell, "tell");
    this.checks = new HealthChecks(declared);
    this.schemas = new SchemaVersions(root, declared);
    this.files = new RunFiles(root);
    this.records = new JobRecords(root, declared.delivery().metadata().name());
  }

  @Override
  public TrafficTarget target(String service, String environment) throws PortException {
    TrafficTarget known = targets.get(environment + "/" + service);
    return known == null ? open(service, environment) : known;
  }

  private synchronized TrafficTarget open(String service, String environment) throws PortException {
    String key = environment + "/" + service;
    TrafficTarget known = targets.get(key);
    if (known == null) {
      known = opened(declaredTarget(service, environment), service, environment);
      targets.put(key, known);
    }
    return known;
  }

  private Cd.Target declaredTarget(String service, String environment) throws PortException {
    Environment in = declared.environment(environment).orElse(null);
    Cd.Target target = in == null ? null : declared.target(service, in).orElse(null);
    if (target == null) {
      throw PortException.terminal(
          "nothing says what takes the traffic of " + service + " in " + environment);
    }
    return target;
  }

  private TrafficTarget opened(Cd.Target target, String service, String environment)
      throws PortException {
    Cd.Processes processes = target.processes();
    if (processes != null) {
      return ProcessTarget.of(root, environment, service, processes, InstantSource.system(), life);
    }
    Cd.Kubernetes kubernetes = target.kubernetes();
    if (kubernetes != null) {
      return KubernetesTarget.open(kubernetes, InstantSource.system());
    }
    Cd.ArgoRollouts argo = target.argoRollouts();
    if (argo != null) {
      return ArgoTarget.open(argo, InstantSource.system());
    }
    throw PortException.terminal(
        "the target of "
            + service
            + " in "
            + environment
            + " is none of processes, kubernetes and argoRollouts");
  }

  /// Refuses a rollout that its target would not follow.
  ///
  /// @throws PortException when the target says why, or can't be asked
  public void admit(Brief.OfRollout brief) throws PortException, InterruptedException {
    if (target(brief.service(), brief.environment()) instanceof ArgoTarget argo) {
      argo.admit(
          brief.spec().plan().steps().stream()
              .flatMap(s -> s instanceof Step.SetWeight w ? Stream.of(w.percent()) : Stream.of())
              .toList());
    }
  }

  @Override
  public MetricSource source(@Nullable String name, String service, String environment)
      throws PortException {
    if (name == null || name.equals(SPLITTER)) {
      if (target(service, environment) instanceof ProcessTarget processes) {
        return processes.source();
      }
      throw PortException.terminal(
          "the target of " + service + " counts nothing itself; name a source of cd.sources");
    }
    MetricSource known = sources.get(name);
    return known == null ? open(name) : known;
  }

  private synchronized MetricSource open(String name) throws PortException {
    MetricSource known = sources.get(name);
    if (known != null) {
      return known;
    }
    Cd cd = declared.delivery().cd();
    for (Cd.MetricSource s : cd == null ? List.<Cd.MetricSource>of() : cd.sources()) {
      if (s.name().equals(name)) {
        MetricSource opened = PrometheusSource.of(s, InstantSource.system());
        sources.put(name, opened);
        return opened;
      }
    }
    throw PortException.terminal("there is no source " + name + " in cd.sources");
  }

  @Override
  public @Nullable Finding check(String name, String service, String environment, Instant now)
      throws PortException, InterruptedException {
    return checks.ask(name, declaredTarget(service, environment), now);
  }

  @Override
  public @Nullable Finding recorded(String job, Release release, Instant now) throws PortException {
    return records.of(job, release, now);
  }

  @Override
  public Map<String, Long> schemas(Release release, String environment)
      throws PortException, InterruptedException {
    return schemas.of(release, environment);
  }

  @Override
  public void notify(String id, Outside.Notice notice) {
    tell.accept(notice);
  }

  @Override
  public void publish(String id, Outside.Evidence record) throws PortException {
    try {
      Path _ = files.write(id, record);
    } catch (IOException e) {
      throw PortException.passing("the record of " + id + " can't be written: " + e, e);
    }
  }

  @Override
  public void close() {
    sources.values().forEach(MetricSource::close);
    targets.values().forEach(TrafficTarget::close);
  }
}
