package dev.sluice.release.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.conduct.Aftermath;
import dev.sluice.release.judge.Judgement;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Terms;
import dev.sluice.release.judge.Trial;
import dev.sluice.release.judge.Verdict;
import dev.sluice.release.rollout.Reason;
import dev.sluice.release.simulation.Result.Ending;
import dev.sluice.release.simulation.Result.Share;
import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.Scenario.Noise;
import dev.sluice.release.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/sluice/release/simulation/results.txt");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Noise QUIET = Noise.each(0, 0, 60);
  private static final Noise NOISY = Noise.each(1, 1, 60);
  private static final Cd.Analysis ERRORS = analysis("errors", null, null);

  private static Cd.Analysis analysis(
      String name, Cd.@Nullable Query query, Cd.@Nullable Objective objective) {
    return new Cd.Analysis(
        Origin.NONE, name, null, null, query, null, objective, null, Cd.OnNoData.HOLD, null);
  }

  private static Cd.Step weight(int percent) {
    return new Cd.Step(Origin.NONE, percent, null, null);
  }

  private static Cd.Step pause(@Nullable Duration duration) {
    return new Cd.Step(Origin.NONE, null, new Cd.Pause(Origin.NONE, duration, null), null);
  }

  private static Cd.Strategy canary(
      List<Cd.Step> steps, @Nullable Integer most, List<Cd.Analysis> analyses) {
    Cd.Canary canary = new Cd.Canary(Origin.NONE, steps, most, null, null, MINUTE, analyses);
    return new Cd.Strategy(Origin.NONE, canary, null, null, null, null);
  }

  private static Cd.Strategy small() {
    return canary(
        List.of(weight(5), pause(MINUTE), weight(50), pause(MINUTE)), null, List.of(ERRORS));
  }

  /// 5 % to 50 % by 5 points a minute, as in bench/judge.
  private static Cd.Strategy ladder() {
    List<Cd.Step> steps = new ArrayList<>();
    for (int percent = 5; percent <= 50; percent += 5) {
      steps.add(weight(percent));
      steps.add(pause(MINUTE));
    }
    return canary(steps, null, List.of(ERRORS));
  }

  private static Simulation simulation(Cd.Strategy strategy) {
    return simulation(strategy, Aftermath.NONE);
  }

  private static Simulation simulation(Cd.Strategy strategy, Aftermath aftermath) {
    Timing timing = Timing.STANDARD.within(Duration.ofHours(1));
    return new Simulation(
        Rehearsal.of(strategy, 4, new Rule(Set.of("leads"), 2, false, null), aftermath),
        timing,
        100,
        0.001);
  }

  private static Summary many(Simulation simulation, Noise noise, double rate, int runs) {
    return Summary.of(
        IntStream.range(0, runs)
            .mapToObj(i -> simulation.run(noise, List.of(rate), 77 + i).getFirst())
            .toList());
  }

  @Test
  void theSameSeedGivesTheSameResults() throws IOException {
    Simulation simulation = simulation(small());
    List<Double> rates = List.of(-1.0, 0.2, 0.02);
    StringBuilder text = new StringBuilder();
    for (long seed = 1; seed <= 3; seed++) {
      List<Result> results = simulation.run(NOISY, rates, seed);
      assertThat(simulation.run(NOISY, rates, seed)).isEqualTo(results);
      for (int i = 0; i < results.size(); i++) {
        Result r = results.get(i);
        text.append(
            String.format(
                Locale.ROOT,
                "seed %d at %s: %s %s told %s back %s, %d of %d failed, most %d %%, took %s%n",
                seed,
                rates.get(i),
                r.ending(),
                r.reason(),
                r.told(),
                r.back(),
                r.failed(),
                r.requests(),
                r.largest(),
                r.took()));
      }
    }
    if (Boolean.getBoolean("update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void ofOneHistoryEachCanaryIsAsIfItWereAlone() {
    Simulation simulation = simulation(small());
    assertThat(simulation.run(NOISY, List.of(-1.0, 0.2), 5).getLast())
        .isEqualTo(simulation.run(NOISY, List.of(0.2), 5).getFirst());
  }

  @Test
  void whatStopsNeverGoesOn() {
    Simulation simulation = simulation(ladder());
    int stopped = 0;
    for (long seed = 0; seed < 8; seed++) {
      for (Result r : simulation.run(NOISY, List.of(-1.0, 0.2, 0.02), seed)) {
        assertThat(r.failed()).isLessThanOrEqualTo(r.requests());
        List<Integer> shares = r.shares().stream().map(Share::percent).toList();
        if (r.ending() == Ending.HEALTHY) {
          assertThat(shares).isSorted().last().isEqualTo(100);
          continue;
        }
        stopped++;
        assertThat(r.ending()).isEqualTo(Ending.STOPPED);
        assertThat(r.told()).isNotNull();
        assertThat(r.back()).isNotNull().isGreaterThanOrEqualTo(r.told());
        int until = r.shares().indexOf(last(r));
        assertThat(shares.subList(0, until)).isSorted();
        assertThat(shares.subList(until, shares.size()))
            .endsWith(0)
            .isSortedAccordingTo((a, b) -> Integer.compare(b, a));
      }
    }
    assertThat(stopped).isGreaterThanOrEqualTo(14);
  }

  private static Share last(Result r) {
    return r.shares().stream().filter(s -> s.step() < 0).findFirst().orElseThrow();
  }

  /// Where the source is asked at times of its own, counts are read up to 4 s later than in the
  /// benchmark, and an order takes a second.
  @Test
  void onTheLadderItAgreesWithTheBenchmarkOfTheJudge() {
    Simulation simulation = simulation(ladder());
    for (double rate : new double[] {0.2, 0.02}) {
      Summary ours = many(simulation, QUIET, rate, 60);
      List<Double> alone =
          IntStream.range(0, 60).mapToObj(i -> alone(rate, 9000 + i)).sorted().toList();
      assertThat(ours.share().share()).isEqualTo(1);
      double later = ours.told().median() - alone.get(30);
      assertThat(later).as("%s", rate).isBetween(-0.15 * alone.get(30), 6 + 0.15 * alone.get(30));
    }
  }

  /// Seconds until the judge alone stops a canary, driven as in bench/judge.
  private static double alone(double rate, long seed) {
    Scenario scenario = Scenario.healthy("quiet", QUIET).failing(rate);
    Traffic traffic = new Traffic(scenario, 0.001, 100, 5, seed);
    Trial trial = new Trial(Terms.STANDARD);
    while (traffic.at() < 900) {
      double at = traffic.at();
      double weight = at < 0 ? 0 : Math.min(0.5, 0.05 * (1 + Math.floor(at / 60)));
      Traffic.Tick tick = traffic.next(weight);
      Instant now = Instant.ofEpochSecond(Math.round(tick.at()));
      Judgement said = trial.observe(new Observation.Counted(now, tick.stable(), tick.canary()));
      if (said.verdict() == Verdict.WORSE) {
        return tick.at() + 15;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  @Test
  void healthyReleasesAreHardlyEverStopped() {
    assertThat(many(simulation(ladder()), NOISY, -1, 30).stopped()).isLessThanOrEqualTo(2);
  }

  @Test
  void whatAnObjectiveAllowsIsLetThrough() {
    Cd.Objective below = new Cd.Objective(Origin.NONE, Cd.Comparison.BELOW, 0.01, null);
    Cd.Strategy strategy =
        canary(
            List.of(weight(20), new Cd.Step(Origin.NONE, null, null, "errors")),
            null,
            List.of(analysis("errors", null, below)));
    Simulation simulation = simulation(strategy);
    assertThat(many(simulation, QUIET, -1, 10).healthy()).isEqualTo(10);
    assertThat(many(simulation, QUIET, 0.004, 10).healthy()).isEqualTo(10);
    Summary beyond = many(simulation, QUIET, 0.05, 10);
    assertThat(beyond.stopped()).isEqualTo(10);
    assertThat(beyond.back().p95()).isLessThan(90);
  }

  @Test
  void whatIsOnTimesOrValuesCountsAsPassed() {
    Cd.Query buckets = new Cd.Query(Origin.NONE, null, null, "seconds_bucket", null);
    Cd.Strategy strategy =
        canary(
            List.of(weight(20), new Cd.Step(Origin.NONE, null, null, "slow")),
            null,
            List.of(analysis("slow", buckets, null), ERRORS));
    Simulation simulation = simulation(strategy);
    assertThat(simulation.rehearsal().leftOut()).containsExactly("slow");
    assertThat(many(simulation, QUIET, -1, 3).healthy()).isEqualTo(3);
  }

  @Test
  void withoutACriterionNothingStopsIt() {
    Cd.Strategy bigBang =
        new Cd.Strategy(Origin.NONE, null, null, null, new Cd.BigBang(Origin.NONE, null), null);
    Result r = simulation(bigBang).run(QUIET, List.of(0.2), 1).getFirst();
    assertThat(r.ending()).isEqualTo(Ending.HEALTHY);
    assertThat(r.largest()).isEqualTo(100);
  }

  @Test
  void peopleApproveAWhileAfterTheyWereAsked() {
    Result r = simulation(canary(List.of(weight(10), pause(null)), null, List.of())).plan();
    assertThat(r.ending()).isEqualTo(Ending.HEALTHY);
    Duration asked = from(r, 10);
    assertThat(from(r, 100).minus(asked)).isBetween(MINUTE, MINUTE.plusSeconds(20));
  }

  private static Duration from(Result r, int percent) {
    return r.shares().stream().filter(s -> s.percent() == percent).findFirst().orElseThrow().from();
  }

  @Test
  void aCapOnExposureTakesTheTrafficAwayAndWaitsForAPerson() {
    Cd.Strategy strategy =
        canary(List.of(weight(50), pause(Duration.ofMinutes(30))), 300, List.of(ERRORS));
    Result r = simulation(strategy).run(QUIET, List.of(-1.0), 1).getFirst();
    assertThat(r.ending()).isEqualTo(Ending.STUCK);
    assertThat(r.reason()).isEqualTo(Reason.MAX_EXPOSED_REQUESTS);
    assertThat(r.requests()).isBetween(300L, 600L);
    assertThat(r.shares().getLast().percent()).isZero();
  }

  @Test
  void copiesAreJudgedAndHurtNobody() {
    Cd.Shadow shadow = new Cd.Shadow(Origin.NONE, 50, Duration.ofMinutes(5), List.of(ERRORS));
    Cd.Strategy strategy =
        new Cd.Strategy(Origin.NONE, null, null, null, new Cd.BigBang(Origin.NONE, null), shadow);
    Summary bad = many(simulation(strategy), QUIET, 0.2, 5);
    assertThat(bad.stopped()).isEqualTo(5);
    assertThat(bad.requests().most()).isZero();
    assertThat(bad.told().p95()).isLessThan(60);
    assertThat(many(simulation(strategy), QUIET, -1, 5).healthy()).isEqualTo(5);
  }

  @Test
  void recoveryIsProvenByItsChecks() {
    ReleaseSafety.Recovery recovery =
        new ReleaseSafety.Recovery(Origin.NONE, List.of("errors", "ready"), Duration.ofMinutes(5));
    ReleaseSafety safety =
        new ReleaseSafety(Origin.NONE, List.of(), null, null, recovery, null, null);
    Simulation simulation = simulation(small(), Aftermath.of(safety, List.of(ERRORS)));
    Summary bad = many(simulation, QUIET, 0.2, 5);
    assertThat(bad.recovered().median()).isBetween(5.0, 300.0);
  }

  @Test
  void whereNothingHappenedTheBoundIsThreeInAll() {
    assertThat(Summary.Interval.of(0, 300)).isEqualTo(new Summary.Interval(0, 0, 0.01));
    Summary.Interval half = Summary.Interval.of(5, 10);
    assertThat(half.low()).isCloseTo(0.237, within(0.001));
    assertThat(half.high()).isCloseTo(0.763, within(0.001));
  }
}
