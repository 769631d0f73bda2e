package dev.sluice.release.judge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that is compared between both sides: what is usual of it, whether the stable is in
/// trouble, and the evidence against the canary.
final class Comparison {
  private static final double LOG_CLEAR = -Math.log(10);

  /// Odds against anything that a warm-up allows at which a canary is stopped in it.
  private static final double LOG_SURE = Math.log(5);

  /// Evidence at which a canary is stopped during warm-up, and the ticks that it takes.
  private static final double LOG_GROSS = Math.log(50);

  private static final double GROSS_TICKS = 2.5;

  /// Probability that a cold start is even worse than it may be.
  private static final double COLDER = 0.001;

  private final Noise noise;
  private Limit limit;
  private final Baseline baseline;
  private final Incident incident;
  private @Nullable Contest alone;
  private @Nullable Contest shared;
  private @Nullable Contest gross;
  private double judged;
  private double expected;

  /// @param doubt what is added to the amount before anything is known: half an error, or nothing
  Comparison(Noise noise, Limit limit, double doubt) {
    this.noise = noise;
    this.limit = limit;
    baseline = new Baseline(noise, doubt);
    incident = new Incident();
  }

  private Comparison(Comparison other) {
    noise = other.noise;
    limit = other.limit;
    baseline = other.baseline.copy();
    incident = other.incident.copy();
    alone = copy(other.alone);
    shared = copy(other.shared);
    gross = copy(other.gross);
    judged = other.judged;
    expected = other.expected;
  }

  Comparison copy() {
    return new Comparison(this);
  }

  private static @Nullable Contest copy(@Nullable Contest contest) {
    return contest == null ? null : contest.copy();
  }

  /// Changes what does no harm, until the canary is first judged.
  void allow(Limit other) {
    limit = other;
  }

  /// What is usual of the stable.
  Baseline baseline() {
    return baseline;
  }

  /// Whether the stable is in trouble itself.
  boolean incident() {
    return incident.lasts();
  }

  /// The rate beside which the canary is set.
  double reference() {
    Double objective = limit.objective();
    if (objective != null) {
      return objective;
    }
    return baseline.empty() ? 0 : baseline.rate();
  }

  /// Takes a tick in.
  ///
  /// @param usable whether what both sides did can be believed
  /// @return whether the canary was judged by it
  boolean observe(double seconds, Sample stable, Sample canary, Phase phase, boolean usable) {
    boolean disturbed = incident.lasts();
    baseline.observe(seconds, stable, !disturbed && usable);
    if (phase == Phase.HISTORY || baseline.empty()) {
      return false;
    }
    incident.observe(seconds, baseline.unusual());
    if (disturbed || incident.lasts() || !usable || canary.requests() <= 0) {
      return false;
    }
    if (phase == Phase.WARM_UP) {
      warmUp(seconds, canary);
      return false;
    }
    judge(seconds, canary);
    return true;
  }

  private void judge(double seconds, Sample canary) {
    double reference = limit.reference(baseline);
    Contest one = alone;
    if (one == null) {
      double cold = noise.calibration().coldStart();
      one = new Contest(noise, baseline, limit.tolerance(reference), cold);
      alone = one;
      shared = limit.objective() == null ? one.copy() : null;
      gross = null;
    }
    judged += seconds;
    expected += canary.expected(reference);
    double most = logBound() / noise.calibration().ticks();
    one.observe(seconds, canary, reference, baseline, most);
    Contest two = shared;
    if (two != null) {
      two.observe(seconds, canary, reference * baseline.level(), baseline, most);
    }
  }

  /// A cold start is many times worse than what follows, so only what is far worse than that
  /// counts.
  private void warmUp(double seconds, Sample canary) {
    Limit.WarmUp allowed = limit.warmUp();
    if (allowed == null) {
      return;
    }
    double reference = limit.reference(baseline) * allowed.cold();
    Contest cold = gross;
    if (cold == null) {
      cold = new Contest(noise, baseline, allowed.tolerance(reference), COLDER);
      gross = cold;
    }
    double now = reference * Math.max(1, baseline.level());
    cold.observe(seconds, canary, now, baseline, LOG_GROSS / GROSS_TICKS);
  }

  private double logBound() {
    return gross != null
        ? LOG_GROSS
        : noise.calibration().logBound(baseline.deviation(), judged, expected);
  }

  /// What is known by now.
  State state() {
    Contest one = gross == null ? alone : gross;
    Contest two = gross == null ? shared : null;
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
    beyond &= harm >= (gross == null ? Math.log(limit.odds()) : LOG_SURE);
    double statistic = beyond ? evidence : Math.min(evidence, harm);
    double bound = logBound();
    boolean clear = gross == null && harm <= LOG_CLEAR;
    return new State(beyond && evidence >= bound, clear, incident.lasts(), statistic, bound);
  }

  /// In which part of a rollout a tick lies.
  enum Phase {
    HISTORY,
    WARM_UP,
    JUDGED
  }

  /// What is known.
  ///
  /// @param clear whether the canary is ten times likelier to do no harm
  /// @param incident whether the stable is in trouble itself
  /// @param statistic natural logarithm of how much likelier everything is if the canary is worse
  /// @param bound natural logarithm of how much is enough
  record State(boolean worse, boolean clear, boolean incident, double statistic, double bound) {

    /// What is known of several comparisons together, with the statistic of the one that is nearest
    /// to its bound.
    static State of(List<Comparison> comparisons) {
      State all = comparisons.getFirst().state();
      for (Comparison comparison : comparisons.subList(1, comparisons.size())) {
        State next = comparison.state();
        State nearest = next.statistic / next.bound > all.statistic / all.bound ? next : all;
        all =
            new State(
                all.worse || next.worse,
                all.clear && next.clear,
                all.incident || next.incident,
                nearest.statistic,
                nearest.bound);
      }
      return all;
    }
  }
}
