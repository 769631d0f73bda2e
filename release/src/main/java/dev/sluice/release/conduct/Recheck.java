package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Judge;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a service is as healthy as it was before a bad release came: an analysis of the release
/// that is back, against what it did before. Once it is known how many requests failed then, what
/// is tolerable is an absolute bound, so that nothing the bad release has touched is compared with.
///
/// @param before what was counted before the bad release had traffic, oldest first
/// @param judge judges what comes after the traffic is back; null before there is any
record Recheck(Cd.Analysis analysis, List<Observation> before, @Nullable Judge judge) {
  Recheck {
    requireNonNull(analysis, "analysis");
    before = List.copyOf(before);
  }

  static Recheck of(Cd.Analysis analysis) {
    return new Recheck(analysis, List.of(), null);
  }

  /// What comes of an observation.
  ///
  /// @param until when the bad release got its first traffic
  /// @param back when all traffic was back, or null while it isn't
  Step after(Observation observation, Instant until, @Nullable Instant back) {
    if (!observation.at().isAfter(until)) {
      List<Observation> more = new ArrayList<>(before);
      more.add(observation);
      return judge == null
          ? new Step(new Recheck(analysis, more, null), null)
          : new Step(this, null);
    }
    if (back == null || !observation.at().isAfter(back)) {
      return new Step(this, null);
    }
    Judge known = judge == null ? first() : judge;
    if (known == null) {
      String why = "nothing was counted before the release that was taken back";
      return new Step(this, nothing(observation.at(), why, until));
    }
    Judge.Step step = known.after(alone(observation));
    Finding finding = Findings.of(analysis, step.judgement(), until);
    return new Step(new Recheck(analysis, before, step.judge()), finding);
  }

  /// A recheck, and what it found, or null.
  record Step(Recheck recheck, @Nullable Finding finding) {}

  private @Nullable Judge first() {
    Terms declared = Terms.of(analysis, Duration.ZERO);
    Counts all = Counts.NONE;
    for (Observation o : before) {
      if (o instanceof Observation.Counted c) {
        all =
            new Counts(all.requests() + c.stable().requests(), all.errors() + c.stable().errors());
      }
    }
    Double objective = declared.objective();
    if (objective == null && all.requests() == 0) {
      return null;
    }
    double rate = (all.errors() + 0.5) / (all.requests() + 1);
    double bound = Math.max(rate * declared.ratio(), rate + declared.absolute());
    Terms terms =
        new Terms(
            declared.ratio(),
            declared.absolute(),
            objective == null ? Math.min(0.99, bound) : objective,
            Duration.ZERO);
    Judge judge = Judge.of(terms);
    return before.isEmpty() ? judge : judge.after(before).judge();
  }

  /// Nothing runs beside the release that is back, so it stands for both sides.
  private static Observation alone(Observation observation) {
    return observation instanceof Observation.Counted c
        ? new Observation.Counted(c.at(), c.stable(), c.stable())
        : observation;
  }

  private Finding nothing(Instant at, String why, Instant until) {
    return new Finding(analysis.name(), at, Finding.Kind.NO_DATA, why, 0, null, null, until, null);
  }
}
