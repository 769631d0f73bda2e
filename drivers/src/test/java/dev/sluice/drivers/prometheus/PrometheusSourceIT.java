package dev.sluice.drivers.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.judge.Observation.Counted;
import dev.sluice.release.judge.Observation.Missing;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real server that scrapes real exporters.
class PrometheusSourceIT {
  private static final String TOTAL = "sum(http_requests_total{version=\"{{side}}\"})";
  private static final String BAD = "sum(http_requests_total{version=\"{{side}}\",code=~\"5..\"})";
  private static final Duration LAG = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofSeconds(2);

  @TempDir Path directory;

  private static String series(String version, int code) {
    return "http_requests_total{version=\"" + version + "\",code=\"" + code + "\"}";
  }

  private static Cd.Analysis errors(String bad, String total) {
    return new Cd.Analysis(
        Origin.NONE,
        "errors",
        "prometheus",
        Cd.Compare.BASELINE,
        new Cd.Query(Origin.NONE, bad, total, null, null),
        null,
        null,
        null,
        null,
        null);
  }

  private static Names names(Side side) {
    return new Names(side, "shop", "production", null, null);
  }

  private static List<Observation> measure(
      PrometheusSource source, String bad, String total, Instant after, Instant until)
      throws Exception {
    return source.measure(
        errors(bad, total), names(Side.STABLE), names(Side.CANARY), after, until, STEP);
  }

  private static long sum(List<Observation> all, Function<Counted, Counts> side, boolean bad) {
    return all.stream()
        .map(one -> side.apply((Counted) one))
        .mapToLong(counts -> bad ? counts.errors() : counts.requests())
        .sum();
  }

  /// Waits until something is counted; what was measured since a time.
  private static List<Observation> counted(PrometheusSource source, Instant since)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    List<Observation> all = List.of();
    while (System.nanoTime() < end && (all.isEmpty() || !(all.getLast() instanceof Counted))) {
      all = measure(source, BAD, TOTAL, since, pause(0.5));
    }
    return all;
  }

  private static Instant pause(double seconds) throws InterruptedException {
    Thread.sleep(Math.round(seconds * 1000));
    return Instant.now();
  }

  @Test
  void countsWhatWasScrapedAndSaysWhatWasNot() throws Exception {
    try (Exporter stable = new Exporter();
        Exporter canary = new Exporter();
        Prometheus prometheus = new Prometheus(directory, List.of(stable.port(), canary.port()))) {
      PrometheusSource source =
          PrometheusSource.of(
              prometheus.url(), LAG, Duration.ofSeconds(10), InstantSource.system());
      // The stable is old; the canary begins a little later, and fails a moment after that.
      stable.set(series("stable", 200), 5_000_000);
      stable.run(series("stable", 200), 20);
      stable.set(series("stable", 500), 70_000);
      canary.set("up_since", 1);
      counted(source, Instant.now());
      Instant began = pause(2);
      long before = stable.truth(series("stable", 200));
      canary.run(series("canary", 200), 10);
      pause(2);
      canary.run(series("canary", 503), 5);
      pause(3);
      // Restarted: its counters begin anew.
      canary.set(series("canary", 200), 0);
      canary.set(series("canary", 503), 0);
      Instant ended = pause(3);
      long after = stable.truth(series("stable", 200));
      long requests = canary.truth(series("canary", 200));
      long failed = canary.truth(series("canary", 503));
      Instant down = pause(2.5);
      canary.down(true);
      Instant up = pause(4);
      canary.down(false);
      pause(3.5);

      List<Observation> counted = measure(source, BAD, TOTAL, began, ended);
      assertThat(counted).hasSize(4).allMatch(one -> one instanceof Counted);
      assertThat(counted.getFirst().at())
          .isEqualTo(began.truncatedTo(ChronoUnit.MILLIS).plus(STEP));
      assertThat(sum(counted, Counted::stable, false)).isCloseTo(after - before, within(200L));
      assertThat(sum(counted, Counted::stable, true)).isZero();
      // What the first and the last scrape do not show, and what a restart takes away.
      assertThat(sum(counted, Counted::canary, false))
          .isBetween((requests + failed) / 2, requests + failed);
      assertThat(sum(counted, Counted::canary, true)).isBetween(failed / 2, failed);

      List<Observation> outage = measure(source, BAD, TOTAL, down, up);
      assertThat(outage.getLast())
          .isInstanceOf(Missing.class)
          .extracting("cause")
          .isEqualTo(Cause.STALE);

      List<Observation> same =
          measure(
              source,
              BAD.replace("sum(", "sum(rate(").replace("})", "}[2m]))"),
              TOTAL.replace("sum(", "sum(increase(").replace("})", "}[{{window}}]))"),
              began,
              ended);
      assertThat(same).isEqualTo(counted);

      assertThat(measure(source, BAD, TOTAL.replace("http_", "htp_"), began, ended))
          .extracting("cause")
          .containsOnly(Cause.NO_RESULT);
      assertThat(measure(source, BAD.replace("http_", "htp_"), TOTAL, began, ended))
          .extracting("cause")
          .containsOnly(Cause.NO_RESULT);
      assertThat(measure(source, BAD.replace("code", "status"), TOTAL, began, ended))
          .extracting("cause")
          .containsOnly(Cause.NO_RESULT);
      assertThat(measure(source, BAD.replace("5..", "6.."), TOTAL, began, ended))
          .allMatch(one -> one instanceof Counted c && c.canary().errors() == 0);

      // Only the server can work this out: counts as it extrapolates them.
      List<Observation> joined =
          measure(
              source,
              "sum(increase(http_requests_total{version=\"{{side}}\",code=~\"5..\"}[{{window}}]) * on (instance) group_left () up)",
              "sum(increase(http_requests_total{version=\"{{side}}\"}[{{window}}]) * on (instance) group_left () up)",
              began,
              ended);
      assertThat(joined).isNotEmpty().allMatch(one -> one instanceof Counted);
      assertThat(sum(joined, Counted::stable, false)).isCloseTo(1600, within(250L));

      Instant now = Instant.now();
      Instant killed = Instant.now();
      prometheus.stop();
      assertThatThrownBy(() -> measure(source, BAD, TOTAL, now.minusSeconds(4), now))
          .isInstanceOfSatisfying(PortException.class, e -> assertThat(e.isTerminal()).isFalse())
          .hasMessageContaining("errors")
          .hasMessageContaining(prometheus.url());
      pause(2);
      prometheus.again();
      List<Observation> gap = counted(source, killed);
      assertThat(gap.getFirst()).isEqualTo(new Missing(gap.getFirst().at(), Cause.STALE));
      assertThat(gap.getLast()).isInstanceOf(Counted.class);
      source.close();
    }
  }
}
