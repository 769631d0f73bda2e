package dev.sluice.release.judge;

import dev.sluice.release.judge.Observation.Cause;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One canary before its judge. It takes observations in order and says after each what is known.
///
/// The same observations always give the same judgements. For one thread at a time; [Judge] is the
/// same as a value.
public final class Trial {
  /// Seconds that are judged at once, of the canary and of history: shorter intervals are put
  /// together.
  private static final double TICK = 4.999;

  private static final double HISTORY_TICK = 14.999;

  /// Seconds of the stable that are needed before its rate is believed at all.
  private static final double FIRST = 19.999;

  /// Odds at which a canary is called not worse, or beyond an objective.
  private static final double LOG_CLEAR = -Math.log(10);

  private static final double LOG_MOST = Math.log(1e12);

  private final Terms terms;
  private final Calibration calibration;
  private final Noise noise;
  private final Baseline baseline;
  private final Incident incident;
  private final Silence silence;
  private @Nullable Contest alone;
  private @Nullable Contest shared;
  private @Nullable Instant last;
  private @Nullable Instant began;
  private @Nullable Judgement worse;
  private Counts stable = Counts.NONE;
  private Counts canary = Counts.NONE;
  private double seconds;
  private Counts judgedStable = Counts.NONE;
  private Counts judgedCanary = Counts.NONE;
  private double judgedSeconds;

  /// A canary of which nothing was seen.
  public Trial(Terms terms) {
    this(terms, Noise.STANDARD);
  }

  Trial(Terms terms, Noise noise) {
    this.terms = terms;
    this.noise = noise;
    calibration = noise.calibration();
    baseline = new Baseline(noise);
    incident = new Incident();
    silence = new Silence();
  }

  private Trial(Trial other) {
    terms = other.terms;
    noise = other.noise;
    calibration = other.calibration;
    baseline = other.baseline.copy();
    incident = other.incident.copy();
    silence = other.silence.copy();
    Contest one = other.alone;
    alone = one == null ? null : one.copy();
    Contest two = other.shared;
    shared = two == null ? null : two.copy();
    last = other.last;
    began = other.began;
    worse = other.worse;
    stable = other.stable;
    canary = other.canary;
    seconds = other.seconds;
    judgedStable = other.judgedStable;
    judgedCanary = other.judgedCanary;
    judgedSeconds = other.judgedSeconds;
  }

  /// Another trial that has seen the same.
  Trial copy() {
    return new Trial(this);
  }

  /// Takes an observation in. One that is no newer than the one before is left out: it came late.
  public Judgement observe(Observation observation) {
    Judgement already = worse;
    if (already != null) {
      return already;
    }
    Judgement now =
        switch (observation) {
          case Observation.Counted counted -> counted(counted);
          case Observation.Keyed keyed -> counted(sum(keyed));
          case Observation.Timed timed -> judgement(timed.at(), Cause.NO_RESULT);
          case Observation.Missing missing -> judgement(missing.at(), missing.cause());
        };
    if (now.verdict() == Verdict.WORSE) {
      worse = now;
    }
    return now;
  }

  private static Observation.Counted sum(Observation.Keyed keyed) {
    Counts stable = Counts.NONE;
    Counts canary = Counts.NONE;
    for (Observation.Sides sides : keyed.keys().values()) {
      stable = stable.plus(sides.stable());
      canary = canary.plus(sides.canary());
    }
    return new Observation.Counted(keyed.at(), stable, canary);
  }

  private Judgement counted(Observation.Counted counted) {
    Instant before = last;
    if (before != null && !counted.at().isAfter(before)) {
      return judgement(before, silence.cause());
    }
    double passed = before == null ? 5 : seconds(before, counted.at());
    last = counted.at();
    if (began == null && counted.canary().requests() > 0) {
      // The interval in which it began may lie partly before it.
      began = before == null ? counted.at() : before;
    }
    silence.observe(passed, counted.stable(), counted.canary(), began != null);
    stable = stable.plus(counted.stable());
    canary = canary.plus(counted.canary());
    seconds += passed;
    if (seconds >= due()) {
      tick(counted.at());
      stable = Counts.NONE;
      canary = Counts.NONE;
      seconds = 0;
    }
    return judgement(counted.at(), silence.cause());
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  private double due() {
    if (began == null) {
      return HISTORY_TICK;
    }
    return baseline.empty() ? FIRST : TICK;
  }

  private void tick(Instant at) {
    boolean disturbed = incident.lasts();
    baseline.observe(seconds, stable, !disturbed && silence.cause() == null);
    Instant first = began;
    if (first == null || baseline.empty()) {
      return;
    }
    incident.observe(seconds, baseline.unusual());
    if (disturbed || incident.lasts() || silence.cause() != null || canary.requests() == 0) {
      return;
    }
    if (Duration.between(first, at).compareTo(terms.warmUp()) > 0) {
      judge();
    }
  }

  private void judge() {
    double reference = terms.reference(baseline);
    Contest one = alone;
    if (one == null) {
      one = new Contest(noise, baseline, terms.tolerance(reference));
      alone = one;
      shared = terms.objective() == null ? one.copy() : null;
    }
    judgedSeconds += seconds;
    judgedStable = judgedStable.plus(stable);
    judgedCanary = judgedCanary.plus(canary);
    double most = logBound() / calibration.ticks();
    double mean = canary.requests() * reference;
    one.observe(seconds, mean, (double) canary.errors(), baseline, most);
    Contest two = shared;
    if (two != null) {
      two.observe(seconds, mean * baseline.level(), (double) canary.errors(), baseline, most);
    }
  }

  private double logBound() {
    return calibration.logBound(baseline.deviation(), judgedSeconds);
  }

  private Judgement judgement(Instant at, @Nullable Cause missing) {
    Contest one = alone;
    Contest two = shared;
    double evidence = 0;
    double harm = 0;
    boolean beyond = false;
    if (one != null) {
      evidence = one.logEvidence();
      harm = one.logHarm();
      beyond = one.beyond();
    }
    if (two != null) {
      evidence = Math.min(evidence, two.logEvidence());
      harm = Math.max(harm, two.logHarm());
    }
    if (terms.objective() != null) {
      // Within an objective all is well, however much worse than the stable.
      beyond = harm >= -LOG_CLEAR;
    }
    double statistic = beyond ? evidence : Math.min(evidence, harm);
    double bound = logBound();
    Hold hold = hold(missing, statistic);
    Verdict verdict = Verdict.UNDECIDED;
    if (beyond && evidence >= bound) {
      verdict = Verdict.WORSE;
      hold = null;
    } else if (hold == null && harm <= LOG_CLEAR) {
      verdict = Verdict.NOT_WORSE;
    }
    return new Judgement(
        at,
        verdict,
        hold,
        Math.exp(Math.min(LOG_MOST, statistic)),
        Math.exp(bound),
        judgedCanary,
        judgedStable,
        baseline.empty() ? 0 : usual());
  }

  private double usual() {
    Double objective = terms.objective();
    return objective == null ? baseline.rate() : objective;
  }

  private @Nullable Hold hold(@Nullable Cause missing, double evidence) {
    if (missing != null) {
      return new Hold.NoData(missing);
    }
    if (incident.lasts() && began != null) {
      return new Hold.SharedIncident();
    }
    return evidence > Math.log(calibration.suspicion()) ? new Hold.Suspicion() : null;
  }
}
