package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A Prometheus, or what speaks like one: Thanos, Mimir, VictoriaMetrics.
///
/// Counters are read as samples, as they were scraped, and counted here: intervals touch and never
/// overlap, no request is counted twice, and none is made up by extrapolation. Queries that only
/// the server can work out are asked over one window after the other, and rounded.
///
/// Safe for several threads.
public final class PrometheusSource implements MetricSource {
  /// Time after which what happened can be read, where a delivery names none.
  public static final Duration LAG = Duration.ofSeconds(15);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long CHUNK = 1_800_000;

  /// Time after a span that is read too, where there is some: whether a scrape followed.
  private static final long AHEAD = 300_000;

  private final Api api;
  private final long lag;
  private final InstantSource clock;

  private PrometheusSource(Api api, Duration lag, InstantSource clock) {
    this.api = api;
    this.lag = lag.toMillis();
    this.clock = clock;
  }

  /// The source that a delivery names.
  ///
  /// @throws PortException terminal, when it names no URL of an API
  public static PrometheusSource of(Cd.MetricSource source, InstantSource clock)
      throws PortException {
    Duration lag = source.lag();
    return of(source.prometheus(), lag == null ? LAG : lag, TIMEOUT, clock);
  }

  static PrometheusSource of(String url, Duration lag, Duration timeout, InstantSource clock)
      throws PortException {
    requireNonNull(clock, "clock");
    try {
      return new PrometheusSource(new Api(url, timeout), lag, clock);
    } catch (IllegalArgumentException e) {
      throw PortException.terminal("a source of metrics: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Observation> measure(
      Cd.Analysis criterion, Pair pair, Instant after, Instant until, Duration step)
      throws PortException, InterruptedException {
    return measure(
        criterion, Names.of(pair, Side.STABLE), Names.of(pair, Side.CANARY), after, until, step);
  }

  /// The same for sides of which only the names are known, of the past say.
  ///
  /// @throws PortException when the server does not answer, or terminal when the queries cannot be
  ///   counted by
  public List<Observation> measure(
      Cd.Analysis criterion,
      Names stable,
      Names canary,
      Instant after,
      Instant until,
      Duration step)
      throws PortException, InterruptedException {
    Questions questions = Questions.of(criterion, stable, canary);
    Long window = questions.window();
    long chunk = Math.max(CHUNK, 4 * (window == null ? 0 : window));
    long readable = clock.instant().toEpochMilli() - lag;
    long to = Math.min(until.toEpochMilli(), readable);
    long from = after.toEpochMilli();
    List<Observation> all = new ArrayList<>();
    boolean more = true;
    while (more && from < to) {
      long end = Math.min(to, from + chunk);
      List<Observation> found =
          read(questions, from, end, Math.min(end + AHEAD, readable), step.toMillis());
      all.addAll(found);
      more = !found.isEmpty() && end < to;
      from = found.isEmpty() ? from : found.getLast().at().toEpochMilli();
    }
    return List.copyOf(all);
  }

  private List<Observation> read(Questions questions, long from, long to, long limit, long step)
      throws PortException, InterruptedException {
    try {
      return Reading.of(api, questions, from, to, limit, Math.max(1, step));
    } catch (PortException e) {
      String message = "stop criterion '" + questions.name() + "': " + e.getMessage();
      throw e.isTerminal() ? PortException.terminal(message, e) : PortException.passing(message, e);
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
