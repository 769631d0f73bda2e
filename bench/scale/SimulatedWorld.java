import dev.sluice.engine.drive.Outside;
import dev.sluice.engine.drive.World;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.port.PortException;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Every simulated service, and a clock that goes on when it is told to.
final class SimulatedWorld implements World, InstantSource {
  final AtomicInteger promoted = new AtomicInteger();
  final AtomicInteger takenBack = new AtomicInteger();
  private final Map<String, Site> sites = new ConcurrentHashMap<>();
  private final Figures figures;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  SimulatedWorld(Figures figures) {
    this.figures = figures;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void begin(String service, Duration interval, double rate, long seed) {
    sites.put(service, new Site(this, now, interval, rate, seed, figures));
  }

  /// Services whose rollouts are not over.
  int active() {
    return sites.size();
  }

  private Site site(String service) throws PortException {
    Site site = sites.get(service);
    if (site == null) {
      throw PortException.terminal("nothing is there of " + service);
    }
    return site;
  }

  @Override
  public Site target(String service, String environment) throws PortException {
    return site(service);
  }

  @Override
  public Site source(String name, String service, String environment) throws PortException {
    return site(service);
  }

  @Override
  public Finding check(String name, String service, String environment, Instant at) {
    return null;
  }

  @Override
  public Finding recorded(String job, Release release, Instant at) {
    return null;
  }

  @Override
  public Map<String, Long> schemas(Release release, String environment) {
    return Map.of();
  }

  @Override
  public void notify(String id, Outside.Notice notice) {
    // nobody reads it
  }

  @Override
  public void publish(String id, Outside.Evidence record) {
    if (record.kind().equals("rollout") && record.succeeded()) {
      promoted.incrementAndGet();
      sites.remove(record.service());
    } else if (record.kind().equals("rollback")) {
      takenBack.incrementAndGet();
      sites.remove(record.service());
    }
  }
}
