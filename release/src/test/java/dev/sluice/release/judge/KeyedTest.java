package dev.sluice.release.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.release.judge.Observation.Sides;
import dev.sluice.release.traffic.Dice;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyedTest {
  private static final int CUSTOMERS = 20;
  private static final int TICK = 5;

  private final Dice dice = new Dice(1);
  private final Trial trial = new Trial(Terms.STANDARD);
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");

  /// One tick of 100 requests a second, and ten of a customer who is bound to the canary.
  private Judgement tick(double weight, double stableRate, double canaryRate, double boundRate) {
    now = now.plusSeconds(TICK);
    Map<String, Sides> keys = new HashMap<>();
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      int all = dice.poisson(100.0 * TICK / CUSTOMERS);
      int canary = dice.binomial(all, weight);
      keys.put(
          "customer " + customer,
          new Sides(
              new Counts(all - canary, dice.binomial(all - canary, stableRate)),
              new Counts(canary, dice.binomial(canary, canaryRate))));
    }
    if (weight > 0) {
      keys.put("bound", new Sides(Counts.NONE, new Counts(10, dice.binomial(10, boundRate))));
    }
    return trial.observe(new Observation.Keyed(now, keys));
  }

  private void hour(double rate) {
    for (int t = 0; t < 3600; t += TICK) {
      tick(0, rate, 0, 0);
    }
  }

  private Judgement seconds(int seconds, double canaryRate, double boundRate) {
    Judgement judgement = tick(0.05, 0.001, canaryRate, boundRate);
    for (int t = TICK; t < seconds && judgement.verdict() != Verdict.WORSE; t += TICK) {
      judgement = tick(0.05, 0.001, canaryRate, boundRate);
    }
    return judgement;
  }

  @Test
  void aCustomerWhoseRequestsAllFailForAMinuteDoesNotStopAHealthyCanary() {
    hour(0.001);
    seconds(60, 0.001, 0.001);
    Judgement outage = seconds(60, 0.001, 1);
    assertThat(outage.verdict()).isNotEqualTo(Verdict.WORSE);
    assertThat(outage.why()).contains("bound alone has ").contains("of the canary's errors");
    assertThat(seconds(600, 0.001, 0.001).verdict()).isNotEqualTo(Verdict.WORSE);
  }

  @Test
  void aReleaseThatFailsForEverybodyIsStillStopped() {
    hour(0.001);
    Instant began = now;
    Judgement judgement = seconds(300, 0.2, 0.2);
    assertThat(judgement.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(judgement.at()).isBeforeOrEqualTo(began.plusSeconds(30));
    assertThat(judgement.why()).doesNotContain("alone");
  }

  @Test
  void aReleaseThatFailsForEverybodyAndMoreForOneIsStillStopped() {
    hour(0.001);
    Judgement judgement = seconds(300, 0.2, 1);
    assertThat(judgement.verdict()).isEqualTo(Verdict.WORSE);
  }
}
