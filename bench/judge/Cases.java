import dev.sluice.release.traffic.Dice;
import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.Scenario.Incident;
import dev.sluice.release.traffic.Scenario.Noise;
import dev.sluice.release.traffic.Scenario.Waves;
import dev.sluice.release.traffic.Wave;
import java.util.List;

/// The cases: those that the judge was tuned on, and those that were run once, after it was frozen.
final class Cases {
  static final double[] BASES = {0.001, 0.009, 0.05};

  /// CV 0, 0.5 and 1 of the rate from minute to minute, on each side for itself.
  static final double[] VARIATION = {0, 0.5, 1};

  private Cases() {}

  static Scenario varying(double cv) {
    return Scenario.healthy(cv == 0 ? "iid" : "CV " + cv, Noise.each(cv, cv, 60));
  }

  static List<Scenario> tuned() {
    return List.of(
        Scenario.healthy("the same variation on both sides, CV 1", Cases::same),
        Scenario.healthy("day cycle, ±60 %", Cases::day),
        Scenario.healthy("trend, doubling in 20 minutes", dice -> both(t -> Math.max(0.3, 1 + t / 1200))),
        Scenario.healthy("cold start ×5 for 30 s", dice -> new Waves(Wave.flat(), Wave.between(0, 30, 5))),
        varying(0).during(new Incident(180, 1380, 0.1)).named("shared incident, +10 points"),
        Scenario.healthy("burst ×10 for 20 s on one side", Cases::burst),
        Scenario.healthy("CV 0.5 for 5 minutes each", Noise.each(0.5, 0.5, 300)),
        Scenario.healthy(
            "CV 0.5, wandering, memory 5 minutes",
            dice -> new Waves(Wave.wanders(dice, 0.5, 300), Wave.wanders(dice, 0.5, 300))),
        Scenario.healthy("canary noisier: CV 0.5 beside 0", Noise.each(0, 0.5, 60)),
        Scenario.healthy("canary noisier: CV 1 beside 0.5", Noise.each(0.5, 1, 60)),
        Scenario.healthy("noise CV 0.5 begins with the rollout", dice -> begins(dice, 0.5)),
        Scenario.healthy("noise CV 1 begins with the rollout", dice -> begins(dice, 1)),
        varying(0).after(0).named("no history, iid"),
        varying(0.5).after(0).named("no history, CV 0.5"),
        varying(1).after(0).named("no history, CV 1"));
  }

  /// Written before the judge was changed last, and seen by whoever changed it.
  static List<Scenario> seen() {
    return List.of(
        Scenario.healthy(
            "log-normal CV 1, wandering, memory 45 s",
            dice -> new Waves(Wave.wanders(dice, 1, 45), Wave.wanders(dice, 1, 45))),
        Scenario.healthy("CV 0.7 for 90 s each", Noise.each(0.7, 0.7, 90)),
        Scenario.healthy("CV 1.5 for 20 s each", Noise.each(1.5, 1.5, 20)),
        Scenario.healthy("bursts ×6 for 40 s, every 15 minutes, each side", Cases::bursts),
        Scenario.healthy("half of CV 1 shared, half each side's own", Cases::half),
        Scenario.healthy("CV 0.5 a minute, and wandering over an hour", Cases::slow),
        Scenario.healthy(
            "an outage ×50 of 3 minutes in the history",
            dice -> new Waves(Wave.between(-1800, -1620, 50), Wave.flat())),
        Scenario.healthy("twice the rate after half the rollout, both", dice -> both(Wave.between(300, 1e9, 2))),
        varying(0.7).after(300).named("5 minutes of history, CV 0.7"),
        Scenario.healthy(
            "CV 0.8, drawn anew after 40 s on average", dice -> new Waves(leaps(dice, 0.8, 40), leaps(dice, 0.8, 40))),
        Scenario.healthy(
            "log-normal CV 0.7, wandering, memory 2 minutes",
            dice -> new Waves(Wave.wanders(dice, 0.7, 120), Wave.wanders(dice, 0.7, 120))),
        Scenario.healthy("calm, and wild (CV 1) for 3 minutes of 13", dice -> new Waves(regimes(dice), regimes(dice))),
        Scenario.healthy(
            "×4 for 15 s every 5 minutes, each side at its own time", dice -> new Waves(cron(dice), cron(dice))),
        Scenario.healthy("one side up when the other is down, CV 0.5", Cases::seesaw),
        Scenario.healthy("log-normal CV 1 for a minute each", dice -> new Waves(heavy(dice, 1, 60), heavy(dice, 1, 60))),
        Scenario.healthy(
            "log-normal CV 0.8, wandering, memory 90 s",
            dice -> new Waves(Wave.wanders(dice, 0.8, 90), Wave.wanders(dice, 0.8, 90))),
        Scenario.healthy("CV 0.6 for 5 s to 10 minutes each, short ones mostly", dice -> new Waves(tails(dice), tails(dice))),
        Scenario.healthy("×2.5 for 30 s every 2 minutes, each side at its own time", dice -> new Waves(batch(dice), batch(dice))),
        Scenario.healthy("half or twice the rate, for 2 minutes on average", dice -> new Waves(switches(dice), switches(dice))),
        Scenario.healthy("CV 0.4 a minute on each side, times a shared CV 0.7 over 10 minutes", Cases::tide),
        Scenario.healthy(
            "pulses ×3, one in 40 s on average, that die away in 15 s", dice -> new Waves(pulses(dice), pulses(dice))),
        Scenario.healthy(
            "rises from 0.5 to 1.5 in 8 minutes and falls at once, each side at its own time",
            dice -> new Waves(saw(dice), saw(dice))),
        Scenario.healthy(
            "log-normal CV 0.6, wandering, the stable in 30 s and the canary in 3 minutes",
            dice -> new Waves(Wave.wanders(dice, 0.6, 30), Wave.wanders(dice, 0.6, 180))),
        Scenario.healthy("±70 % in 100 s, each side at its own time", dice -> new Waves(swing(dice), swing(dice))),
        Scenario.healthy(
            "CV 0.3 for 20 s each, times CV 0.5 for 4 minutes each",
            dice ->
                new Waves(
                    Wave.jumps(dice, 0.3, 20).times(Wave.jumps(dice, 0.5, 240)),
                    Wave.jumps(dice, 0.3, 20).times(Wave.jumps(dice, 0.5, 240)))),
        Scenario.healthy(
            "×5 for 10 s, every 90 s on average, each side", dice -> new Waves(Wave.bursts(dice, 90, 10, 5), Wave.bursts(dice, 90, 10, 5))));
  }

  /// Written after that, and run once.
  static List<Scenario> heldOut() {
    return List.of(
        Scenario.healthy(
            "twice the rate since ten minutes before, both, and CV 0.3",
            dice -> {
              Wave since = t -> t < -600 ? 0.5 : 1;
              return new Waves(since.times(Wave.jumps(dice, 0.3, 60)), since.times(Wave.jumps(dice, 0.3, 60)));
            }),
        Scenario.healthy(
            "one of four instances ×4 for 5 minutes of 20, on average", dice -> new Waves(instance(dice), instance(dice))),
        Scenario.healthy(
            "×3 for a minute, every 10 minutes on average, each side",
            dice -> new Waves(Wave.bursts(dice, 600, 60, 3), Wave.bursts(dice, 600, 60, 3))),
        Scenario.healthy("log-normal CV 0.5 for 10 s each", dice -> new Waves(heavy(dice, 0.5, 10), heavy(dice, 0.5, 10))),
        Scenario.healthy("±50 % in 20 minutes, both, times CV 0.5 a minute", Cases::swell));
  }

  private static Waves swell(Dice dice) {
    double phase = 2 * Math.PI * dice.uniform();
    Wave swell = t -> 1 + 0.5 * Math.sin(2 * Math.PI * t / 1200 + phase);
    return new Waves(swell.times(Wave.jumps(dice, 0.5, 60)), swell.times(Wave.jumps(dice, 0.5, 60)));
  }

  /// One of four instances fails four times as often for a while, with a mean of 1.
  private static Wave instance(Dice dice) {
    double[] now = {dice.uniform() < 0.25 ? 1 : 0, Double.NaN};
    return t -> {
      if (Double.isNaN(now[1])) {
        now[1] = t + (now[0] > 0 ? 300 : 900) * dice.exponential();
      }
      while (t >= now[1]) {
        now[0] = 1 - now[0];
        now[1] += (now[0] > 0 ? 300 : 900) * dice.exponential();
      }
      return (1 + 0.75 * now[0]) / (1 + 0.75 * 0.25);
    };
  }

  /// The sum of pulses that begin at random and die away, with a mean of 1.
  private static Wave pulses(Dice dice) {
    double height = 3;
    double[] now = {0, Double.NaN, Double.NaN};
    double calm = 1 / (1 + height * 15 / 40);
    return t -> {
      if (Double.isNaN(now[1])) {
        now[1] = t;
        now[2] = t + 40 * dice.exponential();
      }
      while (now[2] <= t) {
        now[0] = now[0] * Math.exp(-(now[2] - now[1]) / 15) + height;
        now[1] = now[2];
        now[2] += 40 * dice.exponential();
      }
      return calm * (1 + now[0] * Math.exp(-(t - now[1]) / 15));
    };
  }

  private static Wave saw(Dice dice) {
    double phase = 480 * dice.uniform();
    return t -> 0.5 + Math.floorMod((long) (t + phase), 480L) / 480.0;
  }

  private static Wave swing(Dice dice) {
    double phase = 2 * Math.PI * dice.uniform();
    return t -> 1 + 0.7 * Math.sin(2 * Math.PI * t / 100 + phase);
  }

  /// Levels that stay for a time with a heavy tail.
  private static Wave tails(Dice dice) {
    double[] now = {1, Double.NaN};
    return t -> {
      if (Double.isNaN(now[1])) {
        now[1] = t;
      }
      while (t >= now[1]) {
        now[0] = dice.gamma(0.36);
        now[1] += Math.min(600, 5 / dice.uniform());
      }
      return now[0];
    };
  }

  private static Wave batch(Dice dice) {
    double phase = 120 * dice.uniform();
    return t -> Math.floorMod((long) (t + phase), 120L) < 30 ? 2.5 : 1;
  }

  private static Wave switches(Dice dice) {
    double[] now = {dice.uniform() < 0.5 ? 0.5 : 2, Double.NaN};
    return t -> {
      if (Double.isNaN(now[1])) {
        now[1] = t + 120 * dice.exponential();
      }
      while (t >= now[1]) {
        now[0] = 1 / now[0];
        now[1] += 120 * dice.exponential();
      }
      return now[0];
    };
  }

  private static Waves tide(Dice dice) {
    Wave shared = Wave.wanders(dice, 0.7, 600);
    Wave stable = Wave.jumps(dice, 0.4, 60);
    Wave canary = Wave.jumps(dice, 0.4, 60);
    double[] last = {1};
    return new Waves(
        t -> {
          last[0] = shared.at(t);
          return last[0] * stable.at(t);
        },
        t -> last[0] * canary.at(t));
  }

  private static Wave leaps(Dice dice, double deviation, double seconds) {
    double[] now = {dice.gamma(deviation * deviation), Double.NaN};
    return t -> {
      if (Double.isNaN(now[1])) {
        now[1] = t + seconds * dice.exponential();
      }
      while (t >= now[1]) {
        now[0] = dice.gamma(deviation * deviation);
        now[1] += seconds * dice.exponential();
      }
      return now[0];
    };
  }

  private static Wave regimes(Dice dice) {
    double phase = 780 * dice.uniform();
    Wave calm = Wave.jumps(dice, 0.2, 60);
    Wave wild = Wave.jumps(dice, 1, 60);
    return t -> Math.floorMod((long) (t + phase), 780L) < 180 ? wild.at(t) : calm.at(t);
  }

  private static Wave cron(Dice dice) {
    double phase = 300 * dice.uniform();
    return t -> Math.floorMod((long) (t + phase), 300L) < 15 ? 4 : 1;
  }

  private static Waves seesaw(Dice dice) {
    Wave wave = Wave.wanders(dice, 0.5, 60);
    double[] last = {Double.NaN, 1};
    return new Waves(
        t -> {
          last[0] = t;
          last[1] = wave.at(t);
          return last[1];
        },
        t -> 1 / last[1]);
  }

  private static Wave heavy(Dice dice, double deviation, double seconds) {
    double[] now = {Double.NaN, 1};
    double spread = Math.sqrt(Math.log1p(deviation * deviation));
    return t -> {
      if (Math.floor(t / seconds) != now[0]) {
        now[0] = Math.floor(t / seconds);
        now[1] = Math.exp(spread * dice.normal() - spread * spread / 2);
      }
      return now[1];
    };
  }

  private static Waves both(Wave wave) {
    return new Waves(wave, wave);
  }

  private static Waves same(Dice dice) {
    Wave wave = Wave.jumps(dice, 1, 60);
    return both(wave);
  }

  private static Waves day(Dice dice) {
    double phase = 2 * Math.PI * dice.uniform();
    return both(t -> 1 + 0.6 * Math.sin(2 * Math.PI * t / 14400 + phase));
  }

  private static Waves burst(Dice dice) {
    double at = 600 * dice.uniform();
    Wave burst = Wave.between(at, at + 20, 10);
    return dice.uniform() < 0.5 ? new Waves(burst, Wave.flat()) : new Waves(Wave.flat(), burst);
  }

  /// One side is three times as slow for a while.
  static Waves slowFor20s(Dice dice) {
    double at = 600 * dice.uniform();
    Wave slow = Wave.between(at, at + 20, 3);
    return dice.uniform() < 0.5 ? new Waves(slow, Wave.flat()) : new Waves(Wave.flat(), slow);
  }

  private static Waves bursts(Dice dice) {
    return new Waves(Wave.bursts(dice, 900, 40, 6), Wave.bursts(dice, 900, 40, 6));
  }

  private static Waves begins(Dice dice, double cv) {
    Wave stable = Wave.jumps(dice, cv, 60);
    return new Waves(t -> t < 0 ? 1 : stable.at(t), Wave.jumps(dice, cv, 60));
  }

  private static Waves half(Dice dice) {
    Wave shared = Wave.jumps(dice, 0.7, 60);
    return new Waves(shared.times(Wave.jumps(dice, 0.7, 60)), shared.times(Wave.jumps(dice, 0.7, 60)));
  }

  private static Waves slow(Dice dice) {
    return new Waves(
        Wave.jumps(dice, 0.5, 60).times(Wave.wanders(dice, 0.3, 3600)),
        Wave.jumps(dice, 0.5, 60).times(Wave.wanders(dice, 0.3, 3600)));
  }
}
