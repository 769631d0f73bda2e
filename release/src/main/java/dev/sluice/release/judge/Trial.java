package dev.sluice.release.judge;

import dev.sluice.release.judge.Comparison.Phase;
import dev.sluice.release.judge.Comparison.State;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.judge.Subject.Both;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One canary before its judge. It takes observations in order and says after each what is known.
///
/// The first observation says what is judged, errors or times; one of the other sort is an outage.
/// The same observations always give the same judgements. For one thread at a time; [Judge] is the
/// same as a value.
public final class Trial {
  /// Seconds that are judged at once, of the canary and of history: shorter intervals are put
  /// together.
  private static final double TICK = 4.999;

  private static final double HISTORY_TICK = 14.999;

  /// Seconds of the stable that are needed before its rate is believed at all.
  private static final double FIRST = 19.999;

  private static final double LOG_MOST = Math.log(1e12);

  private final Terms terms;
  private final Noise noise;
  private final Silence silence;
  private @Nullable Subject subject;
  private @Nullable Instant last;
  private @Nullable Instant began;
  private @Nullable Judgement worse;
  private double seconds;

  /// A canary of which nothing was seen.
  public Trial(Terms terms) {
    this(terms, Noise.STANDARD);
  }

  Trial(Terms terms, Noise noise) {
    this.terms = terms;
    this.noise = noise;
    silence = new Silence();
  }

  private Trial(Trial other) {
    terms = other.terms;
    noise = other.noise;
    silence = other.silence.copy();
    Subject one = other.subject;
    subject = one == null ? null : one.copy();
    last = other.last;
    began = other.began;
    worse = other.worse;
    seconds = other.seconds;
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
          case Observation.Counted counted -> counted(counted, Failing.both(counted));
          case Observation.Keyed keyed -> counted(keyed, Failing.both(keyed));
          case Observation.Timed timed -> counted(timed, Slow.both(timed));
          case Observation.Missing missing -> judgement(missing.at(), missing.cause());
        };
    if (now.verdict() == Verdict.WORSE) {
      worse = now;
    }
    return now;
  }

  private Judgement counted(Observation observation, Both both) {
    Instant before = last;
    if (before != null && !observation.at().isAfter(before)) {
      return judgement(before, silence.cause());
    }
    Subject judged = subject(observation);
    if (judged == null) {
      return judgement(observation.at(), Cause.BUCKETS);
    }
    double passed = before == null ? 5 : seconds(before, observation.at());
    last = observation.at();
    if (began == null && both.canary().requests() > 0) {
      // The interval in which it began may lie partly before it.
      began = before == null ? observation.at() : before;
    }
    silence.observe(passed, both.stable(), both.canary(), began != null);
    judged.gather(passed, observation);
    seconds += passed;
    if (seconds >= due(judged)) {
      judged.compare(seconds, phase(observation.at()), silence.cause() == null);
      seconds = 0;
    }
    return judgement(observation.at(), silence.cause());
  }

  /// What is judged; null when the observation doesn't fit it.
  private @Nullable Subject subject(Observation observation) {
    Subject known = subject;
    if (known == null) {
      known =
          observation instanceof Observation.Timed timed
              ? new Slow(terms, noise, timed.stable())
              : new Failing(terms, noise);
      subject = known;
    }
    return known.fits(observation) ? known : null;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  private double due(Subject judged) {
    if (began == null) {
      return HISTORY_TICK;
    }
    return judged.empty() ? FIRST : TICK;
  }

  private Phase phase(Instant at) {
    Instant first = began;
    if (first == null) {
      return Phase.HISTORY;
    }
    boolean warm = Duration.between(first, at).compareTo(terms.warmUp()) > 0;
    return warm ? Phase.JUDGED : Phase.WARM_UP;
  }

  private Judgement judgement(Instant at, @Nullable Cause missing) {
    Subject judged = subject;
    if (judged == null) {
      Hold hold = missing == null ? null : new Hold.NoData(missing);
      return new Judgement(at, Verdict.UNDECIDED, hold, 1, 1, Seen.NOTHING);
    }
    State known = State.of(judged.comparisons());
    Hold hold = hold(missing, known);
    Verdict verdict = Verdict.UNDECIDED;
    if (known.worse()) {
      verdict = Verdict.WORSE;
      hold = null;
    } else if (hold == null && known.clear()) {
      verdict = Verdict.NOT_WORSE;
    }
    return new Judgement(
        at,
        verdict,
        hold,
        Math.exp(Math.min(LOG_MOST, known.statistic())),
        Math.exp(known.bound()),
        judged.seen());
  }

  private @Nullable Hold hold(@Nullable Cause missing, State known) {
    if (missing != null) {
      return new Hold.NoData(missing);
    }
    if (known.incident() && began != null) {
      return new Hold.SharedIncident();
    }
    double suspicion = Math.log(noise.calibration().suspicion());
    return known.statistic() > suspicion ? new Hold.Suspicion() : null;
  }
}
