package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a service is as healthy as it was before a bad release came: an analysis of the release
/// that is back, against what it did before. Nothing that the bad release has touched is compared
/// with.
///
/// @param name name of what it finds
/// @param before the requests before the bad release had traffic, by what came of them
/// @param bounds latency buckets in which they are counted; empty where failures are
/// @param proof what was seen since the traffic is back; null before there is any
record Recheck(
    String name, Cd.Analysis analysis, Beside before, List<Double> bounds, @Nullable Proof proof) {
  Recheck {
    requireNonNull(name, "name");
    requireNonNull(analysis, "analysis");
    requireNonNull(before, "before");
    bounds = List.copyOf(bounds);
  }

  static Recheck of(String name, Cd.Analysis analysis) {
    return new Recheck(name, analysis, Beside.NOTHING, List.of(), null);
  }

  /// What comes of an observation.
  ///
  /// @param until when the bad release got its first traffic
  /// @param back when all traffic was back, or null while it isn't
  Step after(Observation observation, Instant until, @Nullable Instant back) {
    if (!observation.at().isAfter(until)) {
      return new Step(learnt(observation), null);
    }
    if (back == null || !observation.at().isAfter(back)) {
      return new Step(this, null);
    }
    Proof known = proof == null ? first() : proof;
    if (known == null) {
      String why = "nothing was counted before the release that was taken back";
      return new Step(this, finding(observation.at(), Finding.Kind.NO_DATA, why, null, until));
    }
    Counts seen = seen(observation);
    if (seen == null || seen.requests() == 0) {
      String why = seen == null ? "it could not be counted" : "there are no requests";
      return new Step(this, finding(observation.at(), Finding.Kind.NO_DATA, why, known, until));
    }
    Proof next = known.after(seen.requests(), seen.errors());
    Finding.Kind kind = next.passes() ? Finding.Kind.NOT_WORSE : Finding.Kind.UNDECIDED;
    return new Step(
        new Recheck(name, analysis, before, bounds, next),
        finding(observation.at(), kind, why(next), next, until));
  }

  /// A recheck, and what it found, or null.
  record Step(Recheck recheck, @Nullable Finding finding) {}

  private Recheck learnt(Observation observation) {
    return switch (observation) {
      case Observation.Counted c -> learnt(Beside.kinds(c.stable()), List.of());
      case Observation.Keyed k -> learnt(Beside.kinds(Seat.stable(k)), List.of());
      case Observation.Timed t -> learnt(Beside.kinds(t.stable()), t.stable().bounds());
      case Observation.Missing _ -> this;
    };
  }

  private Recheck learnt(List<Long> kinds, List<Double> buckets) {
    return new Recheck(name, analysis, before.counted(kinds), buckets, proof);
  }

  private @Nullable Proof first() {
    Terms terms = Terms.of(analysis, Duration.ZERO);
    if (Terms.onTimes(analysis)) {
      double slow = 1 - terms.times().quantile();
      return before.isEmpty() ? null : Proof.of(Math.max(1e-6, slow(usual())), slow);
    }
    Double objective = terms.objective();
    if (before.isEmpty()) {
      return objective == null ? null : Proof.of(objective / 2, objective);
    }
    Counts all = Beside.counts(before.seen());
    double rate = (all.errors() + 0.5) / (all.requests() + 1);
    double tolerable = Math.max(rate * terms.ratio(), rate + terms.absolute());
    return Proof.of(rate, objective == null ? tolerable : objective);
  }

  private Histogram usual() {
    return new Histogram(bounds, before.seen());
  }

  /// The share of requests that take longer than is tolerated.
  private double slow(Histogram histogram) {
    return histogram.requests() == 0 ? 0 : histogram.above(most()) / histogram.requests();
  }

  /// The time that is tolerated, in seconds.
  private double most() {
    Terms terms = Terms.of(analysis, Duration.ZERO);
    Duration objective = terms.times().objective();
    double before = usual().quantile(terms.times().quantile());
    double longer = terms.times().longer().toNanos() / 1e9;
    return objective == null
        ? Math.max(before * terms.ratio(), before + longer)
        : objective.toNanos() / 1e9;
  }

  /// Requests of the release that is back, and those that are bad; null when that isn't known.
  private @Nullable Counts seen(Observation observation) {
    return switch (observation) {
      case Observation.Counted c -> c.stable();
      case Observation.Keyed k -> Seat.stable(k);
      case Observation.Timed t ->
          t.stable().bounds().equals(bounds)
              ? new Counts(t.stable().requests(), Math.round(t.stable().above(most())))
              : null;
      case Observation.Missing _ -> null;
    };
  }

  private String why(Proof seen) {
    String what = Terms.onTimes(analysis) ? "are too slow" : "fail";
    return String.format(
        Locale.ROOT,
        "%.2f %% of %,d requests %s since the traffic is back, %.2f %% before, %.2f %% are"
            + " tolerated: %,.1f times likelier that it is as before, and %,.0f are enough",
        100.0 * seen.bad() / seen.requests(),
        seen.requests(),
        what,
        100 * seen.usual(),
        100 * seen.bound(),
        seen.odds(),
        Proof.ENOUGH);
  }

  private Finding finding(
      Instant at, Finding.Kind kind, String why, @Nullable Proof seen, Instant until) {
    return new Finding(
        name,
        at,
        kind,
        why,
        seen == null ? 0 : seen.requests(),
        seen == null ? null : seen.odds(),
        seen == null ? null : Proof.ENOUGH,
        until,
        Findings.query(analysis));
  }
}
