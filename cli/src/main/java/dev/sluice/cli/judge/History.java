package dev.sluice.cli.judge;

import static java.util.Objects.requireNonNull;

import dev.sluice.cli.Terminal;
import dev.sluice.drivers.prometheus.Names;
import dev.sluice.drivers.prometheus.PrometheusSource;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Traffic of the past, from a metric server.
///
/// @param stable what `{{release}}` stands for on the stable side, or null
/// @param canary the same for the canary
record History(
    String service,
    String environment,
    @Nullable String stable,
    @Nullable String canary,
    Instant from,
    Instant to) {
  /// What is read at once, so that it can be said how far it is.
  private static final Duration PART = Duration.ofHours(1);

  /// Interval that is asked for; a server that is scraped more rarely gives longer ones.
  private static final Duration STEP = Duration.ofSeconds(5);

  History {
    requireNonNull(service, "service");
    requireNonNull(environment, "environment");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
  }

  /// Puts the past before the judge, once for each stop criterion. Times of a run are in seconds
  /// after `from`.
  ///
  /// @throws PortException when the server does not answer, or a query cannot be counted by
  void judge(
      PrometheusSource source, List<Plan.Criterion> criteria, Report report, Terminal terminal)
      throws PortException, InterruptedException {
    for (Plan.Criterion criterion : criteria) {
      Replay.Run run = new Replay.Run(new Panel(criterion.terms()));
      Instant at = from;
      Instant until = from;
      while (until.isBefore(to)) {
        until = until.plus(PART).isBefore(to) ? until.plus(PART) : to;
        for (Observation one : measure(source, criterion, at, until)) {
          run.take(new Row(criterion.name(), seconds(one.at()), one));
          at = one.at();
        }
        progress(terminal, criterion.name(), until);
      }
      Replay.Outcome outcome = run.outcome(criterion.name());
      if (outcome == null) {
        throw PortException.terminal(
            "nothing of " + from + " to " + to + " can be read yet; fix: give an earlier time");
      }
      report.write(outcome);
    }
  }

  private List<Observation> measure(
      PrometheusSource source, Plan.Criterion criterion, Instant after, Instant until)
      throws PortException, InterruptedException {
    return source.measure(
        criterion.analysis(),
        new Names(Side.STABLE, service, environment, stable, null),
        new Names(Side.CANARY, service, environment, canary, null),
        after,
        until,
        STEP);
  }

  private double seconds(Instant at) {
    return Duration.between(from, at).toMillis() / 1000.0;
  }

  private void progress(Terminal terminal, String name, Instant until) {
    if (terminal.interactive()) {
      long whole = Math.max(1, Duration.between(from, to).toSeconds());
      long done = 100 * Duration.between(from, until).toSeconds() / whole;
      terminal.err().print(done < 100 ? "\r" + name + ": " + done + " % read" : "\r\u001B[K");
      terminal.err().flush();
    }
  }
}
