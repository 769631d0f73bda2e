package dev.sluice.release.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.Scenario.Incident;
import dev.sluice.release.traffic.Scenario.Noise;
import dev.sluice.release.traffic.Scenario.Waves;
import dev.sluice.release.traffic.Traffic;
import dev.sluice.release.traffic.Wave;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A small part of `bench/judge`, on fixed seeds and with generous bounds.
class RatesTest {
  private static final int RUNS = 40;

  /// Seconds of data until a canary is stopped on the ladder of 5 points a minute; infinite when it
  /// is promoted.
  private static double stopped(Scenario scenario, double base, long seed) {
    Traffic traffic = new Traffic(scenario, base, 100, 5, seed);
    Trial trial = new Trial(Terms.STANDARD);
    while (traffic.at() < 600) {
      double at = traffic.at();
      Traffic.Tick tick = traffic.next(at < 0 ? 0 : 0.05 * (1 + Math.floor(at / 60)));
      Instant now = Instant.ofEpochSecond(Math.round(tick.at()));
      Judgement judgement =
          trial.observe(new Observation.Counted(now, tick.stable(), tick.canary()));
      if (judgement.verdict() == Verdict.WORSE) {
        return tick.at();
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static List<Double> sorted(Scenario scenario, double base) {
    return IntStream.range(0, RUNS)
        .mapToObj(run -> stopped(scenario, base, 1000 + run))
        .sorted()
        .toList();
  }

  private static long falselyStopped(Scenario scenario, double base) {
    return sorted(scenario, base).stream().filter(Double::isFinite).count();
  }

  private static Scenario varying(double deviation) {
    return Scenario.healthy("varying", Noise.each(deviation, deviation, 60));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void stopsWhatFailsEveryFifthRequestWithinAMinute(double deviation) {
    List<Double> times = sorted(varying(deviation).failing(0.2), 0.001);
    assertThat(times.get(RUNS / 2)).isLessThanOrEqualTo(20);
    assertThat(times.get(RUNS * 9 / 10)).isLessThanOrEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void stopsWhatFailsTwentyTimesAsOftenWithinMinutes(double deviation) {
    List<Double> times = sorted(varying(deviation).failing(0.02), 0.001);
    assertThat(times.get(RUNS / 2)).isLessThanOrEqualTo(100);
    assertThat(times.get(RUNS * 9 / 10)).isLessThanOrEqualTo(260);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.009, 0.05})
  void hardlyEverStopsAHealthyCanary(double base) {
    assertThat(falselyStopped(varying(0), base)).isZero();
    assertThat(falselyStopped(varying(1), base)).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.009, 0.05})
  void neverStopsForWhatHappensToBothSides(double base) {
    Scenario incident = varying(0).during(new Incident(180, 1380, 0.1));
    assertThat(falselyStopped(incident, base)).isZero();
    Scenario cold =
        Scenario.healthy("cold", dice -> new Waves(Wave.flat(), Wave.between(0, 30, 5)));
    assertThat(falselyStopped(cold, base)).isLessThanOrEqualTo(1);
  }
}
