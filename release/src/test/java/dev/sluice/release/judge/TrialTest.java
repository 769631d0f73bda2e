package dev.sluice.release.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.traffic.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final int TICK = 5;

  private final Dice dice = new Dice(1);
  private Trial trial = new Trial(Terms.STANDARD);
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");

  /// One tick of 100 requests a second.
  private Judgement tick(double weight, double stableRate, double canaryRate) {
    now = now.plusSeconds(TICK);
    return trial.observe(counted(weight, stableRate, canaryRate));
  }

  private Observation counted(double weight, double stableRate, double canaryRate) {
    int all = dice.poisson(100 * TICK);
    int canary = dice.binomial(all, weight);
    return new Observation.Counted(
        now,
        new Counts(all - canary, dice.binomial(all - canary, stableRate)),
        new Counts(canary, dice.binomial(canary, canaryRate)));
  }

  private Judgement missing(Cause cause) {
    now = now.plusSeconds(TICK);
    return trial.observe(new Observation.Missing(now, cause));
  }

  private void hour(double rate) {
    for (int t = 0; t < 3600; t += TICK) {
      tick(0, rate, 0);
    }
  }

  /// Ticks until the verdict, or null when there was none in so many seconds.
  private Judgement minutes(int minutes, double weight, double stable, double canary) {
    Judgement judgement = tick(weight, stable, canary);
    for (int t = TICK; t < 60 * minutes && judgement.verdict() != Verdict.WORSE; t += TICK) {
      judgement = tick(weight, stable, canary);
    }
    return judgement;
  }

  @Test
  void stopsACanaryThatFailsAFifthOfItsRequestsWithinHalfAMinute() {
    hour(0.001);
    Instant began = now;
    Judgement judgement = minutes(10, 0.05, 0.001, 0.2);
    assertThat(judgement.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(judgement.at()).isBetween(began, began.plusSeconds(30));
    assertThat(judgement.statistic()).isGreaterThanOrEqualTo(judgement.bound());
    assertThat(judgement.why()).startsWith("The canary fails ").contains("times likelier if");
  }

  @Test
  void oneBadTickDecidesNothing() {
    hour(0.001);
    assertThat(tick(0.05, 0.001, 1).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(minutes(10, 0.05, 0.001, 0.001).verdict()).isNotEqualTo(Verdict.WORSE);
  }

  @Test
  void clearsACanaryThatIsLikeTheStable() {
    hour(0.009);
    Judgement judgement = minutes(10, 0.3, 0.009, 0.009);
    assertThat(judgement.verdict()).isEqualTo(Verdict.NOT_WORSE);
    assertThat(judgement.hold()).isNull();
    assertThat(judgement.samples()).isGreaterThan(15_000);
  }

  @Test
  void toleratesWhatTheFileTolerates() {
    trial = new Trial(new Terms(4, 0, null, Duration.ZERO));
    hour(0.009);
    assertThat(minutes(15, 0.3, 0.009, 0.025).verdict()).isNotEqualTo(Verdict.WORSE);
    trial = new Trial(new Terms(1, 0.05, null, Duration.ZERO));
    hour(0.009);
    assertThat(minutes(15, 0.3, 0.009, 0.04).verdict()).isNotEqualTo(Verdict.WORSE);
  }

  @Test
  void holdsInASharedIncidentAndResumes() {
    for (double base : List.of(0.001, 0.009, 0.05)) {
      trial = new Trial(Terms.STANDARD);
      hour(base);
      minutes(3, 0.05, base, base);
      Judgement incident = minutes(20, 0.2, base + 0.1, base + 0.1);
      assertThat(incident.hold()).isEqualTo(new Hold.SharedIncident());
      assertThat(incident.verdict()).isEqualTo(Verdict.UNDECIDED);
      Judgement after = minutes(10, 0.2, base, base);
      assertThat(after.hold()).isNull();
      assertThat(after.verdict()).isEqualTo(Verdict.NOT_WORSE);
    }
  }

  @Test
  void holdsWithoutDataAndNeverDecides() {
    hour(0.001);
    assertThat(minutes(5, 0.3, 0.001, 0.001).verdict()).isEqualTo(Verdict.NOT_WORSE);
    for (int t = 0; t < 3600; t += TICK) {
      Judgement judgement = missing(Cause.SOURCE_DOWN);
      assertThat(judgement.hold()).isEqualTo(new Hold.NoData(Cause.SOURCE_DOWN));
      assertThat(judgement.verdict()).isEqualTo(Verdict.UNDECIDED);
    }
    assertThat(minutes(1, 0.3, 0.001, 0.001).verdict()).isEqualTo(Verdict.NOT_WORSE);
  }

  @Test
  void aCanaryWithinItsObjectiveIsClearedAndOneBeyondItIsStopped() {
    for (double[] rate : new double[][] {{0.001, 0}, {0.004, 0}, {0.05, 1}}) {
      trial = new Trial(new Terms(1.5, 0.002, 0.01, Duration.ZERO));
      hour(0.001);
      Judgement judgement = tick(0.2, 0.001, rate[0]);
      for (int i = 0; i < 36; i++) {
        judgement = tick(0.2, 0.001, rate[0]);
      }
      Verdict right = rate[1] > 0 ? Verdict.WORSE : Verdict.NOT_WORSE;
      assertThat(judgement.verdict()).as("%s", rate[0]).isEqualTo(right);
    }
  }

  @Test
  void holdsWhenTheCanaryFallsSilent() {
    hour(0.001);
    minutes(5, 0.3, 0.001, 0.001);
    Judgement judgement = minutes(1, 0, 0.001, 0);
    assertThat(judgement.hold()).isEqualTo(new Hold.NoData(Cause.NO_CANARY));
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aCanaryWithoutRequestsIsNeverCleared() {
    hour(0.001);
    Judgement judgement = minutes(20, 0, 0.001, 0);
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(judgement.samples()).isZero();
  }

  @Test
  void leavesOutWhatCameLate() {
    hour(0.001);
    Judgement before = minutes(2, 0.3, 0.001, 0.001);
    now = now.minusSeconds(60);
    Judgement late = trial.observe(counted(0.3, 0.001, 1));
    assertThat(late.samples()).isEqualTo(before.samples());
    assertThat(late.statistic()).isEqualTo(before.statistic());
  }

  @Test
  void doesNotJudgeTheWarmUp() {
    trial = new Trial(new Terms(1.5, 0.002, null, Duration.ofSeconds(60)));
    hour(0.001);
    assertThat(minutes(1, 0.05, 0.001, 0.1).samples()).isZero();
    assertThat(minutes(10, 0.3, 0.001, 0.001).verdict()).isEqualTo(Verdict.NOT_WORSE);
  }

  @Test
  void stopsGrossHarmEvenDuringTheWarmUp() {
    for (double base : List.of(0.001, 0.009, 0.05)) {
      trial = new Trial(new Terms(1.5, 0.002, null, Duration.ofMinutes(5)));
      hour(base);
      Instant began = now;
      Judgement judgement = minutes(4, 0.05, base, 0.95);
      assertThat(judgement.verdict()).isEqualTo(Verdict.WORSE);
      assertThat(judgement.at()).isBefore(began.plusSeconds(40));
    }
  }

  @Test
  void isWorseWhenSevenOfTenPointsAreAHundredTimesTheBaseline() {
    hour(0.001);
    Judgement judgement = tick(0.05, 0.001, 0.1);
    for (int point = 1; point < 10; point++) {
      boolean bad = point % 10 != 3 && point % 10 != 5 && point % 10 != 7;
      for (int t = 0; t < 60; t += TICK) {
        judgement = tick(0.05, 0.001, bad ? 0.1 : 0.001);
      }
    }
    assertThat(judgement.verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void judgesAgainstAnObjective() {
    trial = new Trial(new Terms(1.5, 0.002, 0.02, Duration.ZERO));
    hour(0.001);
    assertThat(minutes(10, 0.3, 0.001, 0.015).verdict()).isNotEqualTo(Verdict.WORSE);
    trial = new Trial(new Terms(1.5, 0.002, 0.02, Duration.ZERO));
    hour(0.001);
    assertThat(minutes(10, 0.3, 0.001, 0.06).verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void judgesAgainstABaselineThatNeverFailed() {
    hour(0);
    assertThat(minutes(10, 0.3, 0, 0.001).verdict()).isNotEqualTo(Verdict.WORSE);
    assertThat(minutes(10, 0.3, 0, 0.02).verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void judgesWithoutHistory() {
    assertThat(minutes(10, 0.05, 0.001, 0.2).verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void aVerdictOfWorseIsFinal() {
    hour(0.001);
    Judgement worse = minutes(10, 0.05, 0.001, 0.2);
    assertThat(minutes(1, 0.05, 0.001, 0.001)).isEqualTo(worse);
  }

  @Test
  void replayingGivesTheSameJudgements() {
    List<Observation> seen = new ArrayList<>();
    for (int t = 0; t < 1200; t += TICK) {
      now = now.plusSeconds(TICK);
      seen.add(counted(t < 900 ? 0 : 0.2, 0.009, 0.013));
    }
    Judge judge = Judge.of(Terms.STANDARD);
    List<Judge> judges = new ArrayList<>();
    for (Observation observation : seen) {
      Judge.Step step = judge.after(observation);
      assertThat(step.judgement()).isEqualTo(trial.observe(observation));
      judges.add(judge);
      judge = step.judge();
    }
    Judge middle = judges.get(200);
    Judgement again = middle.after(seen.get(200)).judgement();
    assertThat(middle.after(seen.get(200)).judgement()).isEqualTo(again);
  }
}
