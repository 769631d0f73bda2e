package dev.sluice.drivers.process;

import dev.sluice.drivers.splitter.SplitterSource;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.unit.ReleaseId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// Releases as processes on this machine. What it says and what is told goes to the supervisor of
/// the target, which is started by the first who needs it and goes on without any of us. Safe for
/// use by several threads.
public final class ProcessTarget implements TrafficTarget {
  private final Settings settings;
  private final InstantSource clock;
  private final Client client;

  /// Whether the supervisor goes on when this process ends.
  public enum Life {
    /// It goes on.
    DETACHED,

    /// It ends, and all instances with it: for a demo or a test.
    WITH_US
  }

  private ProcessTarget(Settings settings, InstantSource clock, Client client) {
    this.settings = settings;
    this.clock = clock;
    this.client = client;
  }

  /// The target of a service in an environment. Nothing is started yet.
  ///
  /// @param root directory of the `delivery.yaml`: paths are relative to it, and the supervisor
  ///   keeps its files in `.sluice/targets` there
  /// @throws PortException when that directory can't be used
  public static ProcessTarget of(
      Path root,
      String environment,
      String service,
      Cd.Processes processes,
      InstantSource clock,
      Life life)
      throws PortException {
    Settings settings = Settings.of(root, service, environment, processes);
    Place place = Place.of(root, environment, service);
    Launcher launcher = new Launcher(place, settings, life == Life.WITH_US);
    return new ProcessTarget(settings, clock, new Client(launcher));
  }

  @Override
  public Seen look(Pair pair) throws PortException, InterruptedException {
    Instant at = clock.instant();
    Messages.State state = client.state();
    ReleaseId canary = pair.canary().id();
    Long exposed = null;
    for (Messages.Fleet fleet : state.releases()) {
      exposed = fleet.release().equals(canary.value()) ? fleet.exposed() : exposed;
    }
    return new Seen(
        at,
        state.generation(),
        fleet(state, pair.stable().id()),
        fleet(state, canary),
        canary.value().equals(state.mirror()) ? state.percent() : 0,
        exposed == null ? Long.valueOf(0) : exposed);
  }

  private static Fleet fleet(Messages.State state, ReleaseId release) {
    for (Messages.Fleet fleet : state.releases()) {
      if (fleet.release().equals(release.value())) {
        return new Fleet(fleet.replicas(), fleet.ready(), fleet.weight());
      }
    }
    return new Fleet(0, 0, 0);
  }

  @Override
  public void tell(Pair pair, Order order) throws PortException, InterruptedException {
    client.order(Messages.Ordered.of(pair.stable(), pair.canary(), order, settings));
  }

  /// What its splitter counts. It lasts as long as the target.
  public MetricSource source() {
    return new SplitterSource(client);
  }

  /// Asks the supervisor to end, with all instances. What it was told stays on disk.
  public void stop() throws PortException, InterruptedException {
    client.stop();
  }

  /// Lets go of the connection; a supervisor that ends [Life#WITH_US] ends here.
  @Override
  public void close() {
    client.close();
  }
}
