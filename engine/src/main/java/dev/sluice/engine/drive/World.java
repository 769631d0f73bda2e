package dev.sluice.engine.drive;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything outside, by the names that a delivery gives it. For several threads at once.
public interface World {
  /// What takes the traffic of a service in an environment.
  ///
  /// @throws PortException when there is none, or it can't be reached
  TrafficTarget target(String service, String environment) throws PortException;

  /// What counts requests.
  ///
  /// @param name as an analysis names it; null for the one of the target
  MetricSource source(@Nullable String name, String service, String environment)
      throws PortException;

  /// What a health check says now, or null when nothing says where to ask it.
  @Nullable Finding check(String name, String service, String environment, Instant now)
      throws PortException, InterruptedException;

  /// What the newest record of a job says of a release, or null when there is none.
  ///
  /// @throws PortException when there may be one that can't be read
  @Nullable Finding recorded(String job, Release release, Instant now) throws PortException;

  /// The versions that the schemas have now of the stores that a release names, by store.
  ///
  /// @throws PortException when one of them is not known
  Map<String, Long> schemas(Release release, String environment)
      throws PortException, InterruptedException;

  /// Tells people something. The same notice twice is to be told once.
  ///
  /// @param id names the notice
  void notify(String id, Outside.Notice notice) throws PortException, InterruptedException;

  /// Keeps the record of a run that is over, where others read it. The same record twice is the
  /// same as once.
  ///
  /// @param id names the record
  void publish(String id, Outside.Evidence record) throws PortException, InterruptedException;
}
