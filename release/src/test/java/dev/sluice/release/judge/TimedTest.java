package dev.sluice.release.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.Scenario.Noise;
import dev.sluice.release.traffic.Scenario.Waves;
import dev.sluice.release.traffic.TimedTraffic;
import dev.sluice.release.traffic.TimedTraffic.Slower;
import dev.sluice.release.traffic.Wave;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A small part of `bench/judge`, on fixed seeds and with generous bounds.
class TimedTest {
  private static final int RUNS = 8;
  private static final Terms TERMS = Terms.STANDARD;

  private static Scenario varying(double deviation) {
    return Scenario.healthy("varying", Noise.each(deviation, deviation, 60)).after(900);
  }

  /// The last judgement of a run on the ladder of 5 points a minute.
  private static Judgement judged(Terms terms, Scenario scenario, Slower slower, long seed) {
    TimedTraffic traffic = new TimedTraffic(scenario, slower, 100, 5, seed);
    Trial trial = new Trial(terms);
    Judgement judgement = next(trial, traffic);
    while (traffic.at() < 600 && judgement.verdict() != Verdict.WORSE) {
      judgement = next(trial, traffic);
    }
    return judgement;
  }

  private static Judgement next(Trial trial, TimedTraffic traffic) {
    double at = traffic.at();
    TimedTraffic.Tick tick = traffic.next(at < 0 ? 0 : 0.05 * (1 + Math.floor(at / 60)));
    Instant now = Instant.ofEpochSecond(Math.round(tick.at()));
    return trial.observe(new Observation.Timed(now, tick.stable(), tick.canary()));
  }

  private static long stopped(Terms terms, Scenario scenario, Slower slower) {
    long stopped = 0;
    for (int run = 0; run < RUNS; run++) {
      Judgement judgement = judged(terms, scenario, slower, 100 + run);
      stopped += judgement.verdict() == Verdict.WORSE ? 1 : 0;
    }
    return stopped;
  }

  @Test
  void stopsATailThatIsTwiceAsLong() {
    assertThat(stopped(TERMS, varying(0.3), new Slower(1, 2))).isEqualTo(RUNS);
  }

  @Test
  void stopsTimesThatAreAllTwiceAsLong() {
    assertThat(stopped(TERMS, varying(0.2), new Slower(2, 1))).isGreaterThanOrEqualTo(RUNS - 1);
  }

  @Test
  void hardlyEverStopsWhatVaries() {
    assertThat(stopped(TERMS, varying(0.3), Slower.NOT)).isLessThanOrEqualTo(1);
    assertThat(stopped(TERMS, varying(0.5), Slower.NOT)).isLessThanOrEqualTo(1);
  }

  @Test
  void sparesWhatSlowsBothSidesDown() {
    Scenario both =
        Scenario.healthy(
                "both", dice -> new Waves(Wave.between(60, 400, 3), Wave.between(60, 400, 3)))
            .after(900);
    assertThat(stopped(TERMS, both, Slower.NOT)).isZero();
  }

  @Test
  void sparesAColdStartDuringWarmUpButNotWhatIsFarSlower() {
    Terms warm = new Terms(1.5, 0.002, null, Duration.ofMinutes(1));
    Scenario cold =
        Scenario.healthy("cold", dice -> new Waves(Wave.flat(), Wave.between(0, 30, 10)))
            .after(900);
    assertThat(stopped(warm, cold, Slower.NOT)).isZero();
    Judgement gross = judged(warm, varying(0.2), new Slower(60, 1), 1);
    assertThat(gross.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(gross.at()).isBefore(Instant.ofEpochSecond(60));
  }

  @Test
  void judgesAgainstAnObjective() {
    Terms half = terms(new Terms.Times(0.99, Duration.ZERO, Duration.ofMillis(500)));
    assertThat(stopped(half, varying(0.1), new Slower(1, 2))).isGreaterThanOrEqualTo(RUNS - 1);
    Terms two = terms(new Terms.Times(0.99, Duration.ZERO, Duration.ofSeconds(2)));
    assertThat(stopped(two, varying(0.1), new Slower(1, 2))).isZero();
  }

  @Test
  void toleratesWhatTheFileTolerates() {
    Terms longer = terms(new Terms.Times(0.99, Duration.ofMillis(1200), null));
    assertThat(stopped(longer, varying(0.1), new Slower(1, 2))).isZero();
    assertThat(stopped(longer, varying(0.1), new Slower(2, 1))).isZero();
  }

  private static Terms terms(Terms.Times times) {
    return new Terms(1.5, 0.002, null, Duration.ZERO, times);
  }

  @Test
  void saysWhichTimeItSaw() {
    Judgement judgement = judged(TERMS, varying(0), new Slower(1, 2), 1);
    assertThat(judgement.why())
        .startsWith("99 % of the canary's ")
        .contains(" ms, of the stable's");
  }

  @Test
  void otherBucketsAreAnOutage() {
    Trial trial = new Trial(TERMS);
    Histogram one = new Histogram(List.of(1.0, Double.POSITIVE_INFINITY), List.of(9L, 1L));
    Histogram two = new Histogram(List.of(2.0, Double.POSITIVE_INFINITY), List.of(9L, 1L));
    trial.observe(new Observation.Timed(Instant.ofEpochSecond(5), one, one));
    Judgement judgement = trial.observe(new Observation.Timed(Instant.ofEpochSecond(10), two, two));
    assertThat(judgement.hold()).isEqualTo(new Hold.NoData(Cause.BUCKETS));
  }
}
