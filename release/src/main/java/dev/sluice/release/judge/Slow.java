package dev.sluice.release.judge;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long requests take. Against an objective, too slow a request is like one that fails. Against
/// the stable, two things are compared: how many lie in the tail, beyond a multiple of each side's
/// own median, which a passing load on one side doesn't change; and how far the whole distribution
/// has moved.
final class Slow implements Subject {
  /// Variance of the logarithm of a tick's mean that no number of requests takes away.
  private static final double FLOOR = 0.08 * 0.08;

  private final Terms terms;
  private final Noise noise;
  private final List<Double> bounds;
  private final @Nullable Comparison objective;
  private final Comparison speed;
  private @Nullable Comparison tail;
  private final Shape shape;
  private final Recent stableRecent;
  private final Recent canaryRecent;
  private Histogram stable;
  private Histogram canary;
  private Histogram judgedStable;
  private Histogram judgedCanary;

  /// The multiple of the median beyond which the tail lies; fixed when the canary begins.
  private double multiple = Double.NaN;

  private double usual;

  Slow(Terms terms, Noise noise, Histogram first) {
    this.terms = terms;
    this.noise = noise;
    bounds = first.bounds();
    stable = first.none();
    canary = stable;
    judgedStable = stable;
    judgedCanary = stable;
    stableRecent = new Recent(stable);
    canaryRecent = new Recent(stable);
    shape = new Shape();
    speed = new Comparison(noise, Limit.speed(terms.ratio()), 0);
    objective =
        terms.times().objective() == null
            ? null
            : new Comparison(noise, Limit.objective(1 - terms.times().quantile()), 0.5);
  }

  private Slow(Slow other) {
    terms = other.terms;
    noise = other.noise;
    bounds = other.bounds;
    stable = other.stable;
    canary = other.canary;
    judgedStable = other.judgedStable;
    judgedCanary = other.judgedCanary;
    stableRecent = other.stableRecent.copy();
    canaryRecent = other.canaryRecent.copy();
    shape = other.shape.copy();
    speed = other.speed.copy();
    Comparison one = other.objective;
    objective = one == null ? null : one.copy();
    Comparison two = other.tail;
    tail = two == null ? null : two.copy();
    multiple = other.multiple;
    usual = other.usual;
  }

  /// Requests of both sides.
  static Both both(Observation.Timed timed) {
    return new Both(
        new Counts(timed.stable().requests(), 0), new Counts(timed.canary().requests(), 0));
  }

  @Override
  public boolean fits(Observation observation) {
    return observation instanceof Observation.Timed timed && timed.stable().bounds().equals(bounds);
  }

  @Override
  public void gather(double seconds, Observation observation) {
    if (observation instanceof Observation.Timed timed) {
      stable = stable.plus(timed.stable());
      canary = canary.plus(timed.canary());
    }
  }

  @Override
  public void compare(double seconds, Comparison.Phase phase, boolean usable) {
    Duration longest = terms.times().objective();
    Comparison bounded = objective;
    boolean judged;
    if (bounded != null && longest != null) {
      double bound = longest.toNanos() / 1e9;
      judged = bounded.observe(seconds, over(stable, bound), over(canary, bound), phase, usable);
    } else {
      speed.allow(Limit.speed(tolerated()));
      judged = speed.observe(seconds, speed(stable), speed(canary), phase, usable);
      judged |= tail(seconds, phase, usable);
    }
    if (judged) {
      judgedStable = judgedStable.plus(stable);
      judgedCanary = judgedCanary.plus(canary);
    }
    stable = stable.none();
    canary = stable;
  }

  private boolean tail(double seconds, Comparison.Phase phase, boolean usable) {
    stableRecent.observe(stable);
    canaryRecent.observe(canary);
    boolean learn = phase == Comparison.Phase.HISTORY || !shape.known();
    if (learn && usable && !speed.incident() && stable.requests() > 0) {
      shape.observe(seconds, stable, stableRecent.median());
      usual = shape.multiple(1 - terms.times().quantile()) * speed.baseline().rate();
    }
    if (!shape.known()) {
      return false;
    }
    Comparison compared = tail;
    if (compared == null) {
      compared = new Comparison(noise, Limit.tail(1 - terms.times().quantile()), 0.5);
      tail = compared;
    }
    if (phase == Comparison.Phase.HISTORY || Double.isNaN(multiple)) {
      multiple = tolerated() * shape.multiple(1 - terms.times().quantile());
    }
    return compared.observe(
        seconds,
        over(stable, multiple * stableRecent.median()),
        over(canary, multiple * canaryRecent.median()),
        phase,
        usable);
  }

  /// Ratio to the baseline's time that does no harm.
  private double tolerated() {
    double longer = terms.times().longer().toNanos() / 1e9;
    return Math.max(terms.ratio(), usual > 0 ? 1 + longer / usual : 1);
  }

  private static Sample over(Histogram times, double seconds) {
    double over = seconds > 0 ? times.above(seconds) : 0;
    return new Sample.Failures(times.requests(), over);
  }

  private static Sample speed(Histogram times) {
    long requests = times.requests();
    double[] logarithm = times.logarithm();
    return new Sample.Speed(
        requests, Math.exp(logarithm[0]), logarithm[1] / Math.max(1, requests) + FLOOR);
  }

  @Override
  public boolean empty() {
    Comparison bounded = objective;
    return (bounded == null ? speed : bounded).baseline().empty();
  }

  @Override
  public List<Comparison> comparisons() {
    Comparison bounded = objective;
    if (bounded != null) {
      return List.of(bounded);
    }
    Comparison tailed = tail;
    return tailed == null ? List.of(speed) : List.of(speed, tailed);
  }

  @Override
  public Seen seen() {
    double quantile = terms.times().quantile();
    Duration longest = terms.times().objective();
    return new Seen.Times(
        judgedCanary.requests(),
        quantile,
        judgedCanary.quantile(quantile),
        judgedStable.quantile(quantile),
        longest == null ? usual : longest.toNanos() / 1e9);
  }

  @Override
  public Subject copy() {
    return new Slow(this);
  }
}
