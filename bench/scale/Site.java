import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.simulation.SimulatedSource;
import dev.sluice.release.simulation.SimulatedTarget;
import dev.sluice.release.simulation.Timing;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.Scenario.Noise;
import dev.sluice.release.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// One simulated service: its target and its source, behind the ports. Its world goes on whenever somebody looks.
final class Site implements TrafficTarget, MetricSource {
  private final InstantSource clock;
  private final Instant begins;
  private final Duration interval;
  private final Duration lag;
  private final Figures figures;
  private final SimulatedTarget target;
  private final SimulatedSource source;
  private final Traffic traffic;
  private Instant at;

  /// @param begins when its rollout begins; an hour of history is before it
  /// @param rate error rate of the canary; negative when it is as good as the stable
  Site(InstantSource clock, Instant begins, Duration interval, double rate, long seed, Figures figures) {
    this.clock = clock;
    this.begins = begins;
    this.interval = interval;
    this.figures = figures;
    this.lag = Timing.STANDARD.lag();
    target = new SimulatedTarget(2, Timing.STANDARD);
    source = new SimulatedSource(lag);
    Scenario scenario = Scenario.healthy("site", Noise.each(0.3, 0.3, 60)).failing(rate).after(3600);
    traffic = new Traffic(scenario, 0.001, 100, interval.toSeconds(), seed);
    at = begins.minusSeconds(3600);
  }

  private void pass(Instant now) {
    while (!at.plus(interval).isAfter(now)) {
      at = at.plus(interval);
      Traffic.Tick tick = traffic.next(target.weight() / 100.0);
      target.answered(tick.canary().requests());
      source.count(tick);
      source.close(at);
      target.pass(at);
    }
    target.pass(now);
  }

  @Override
  public synchronized Seen look(Pair pair) {
    Instant now = clock.instant();
    pass(now);
    return target.look(now);
  }

  @Override
  public synchronized void tell(Pair pair, Order order) {
    Instant now = clock.instant();
    pass(now);
    target.tell(order, now);
  }

  @Override
  public synchronized List<Observation> measure(
      Cd.Analysis criterion, Pair pair, Instant after, Instant until, Duration step) {
    pass(clock.instant());
    List<Observation> all = source.read(after, until, false);
    for (Observation o : all) {
      if (o.at().isAfter(begins)) {
        figures.known(Duration.between(o.at().plus(lag), until));
      }
    }
    return all;
  }

  @Override
  public void close() {
    // nothing to let go of
  }
}
