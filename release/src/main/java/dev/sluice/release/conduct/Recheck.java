package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.judge.Judge;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    Terms terms = Terms.onTimes(analysis) ? onTimes(declared) : onErrors(declared);
    if (terms == null) {
      return null;
    }
    Judge judge = Judge.of(terms);
    for (Observation o : before) {
      judge = judge.after(o).judge();
    }
    return judge;
  }

  private @Nullable Terms onErrors(Terms declared) {
    Counts all = Counts.NONE;
    for (Observation o : before) {
      Counts more =
          switch (o) {
            case Observation.Counted c -> c.stable();
            case Observation.Keyed k -> Seat.stable(k);
            case Observation.Timed _, Observation.Missing _ -> Counts.NONE;
          };
      all = new Counts(all.requests() + more.requests(), all.errors() + more.errors());
    }
    if (declared.objective() != null) {
      return declared;
    }
    double rate = (all.errors() + 0.5) / (all.requests() + 1);
    double bound = Math.max(rate * declared.ratio(), rate + declared.absolute());
    return all.requests() == 0
        ? null
        : new Terms(declared.ratio(), declared.absolute(), Math.min(0.99, bound), Duration.ZERO);
  }

  private @Nullable Terms onTimes(Terms declared) {
    Terms.Times times = declared.times();
    if (times.objective() != null) {
      return declared;
    }
    Beside all = Beside.NOTHING;
    List<Double> bounds = List.of();
    for (Observation o : before) {
      if (o instanceof Observation.Timed t) {
        all = all.counted(Beside.kinds(t.stable()));
        bounds = t.stable().bounds();
      }
    }
    if (bounds.isEmpty() || !all.knows(bounds.size())) {
      return null;
    }
    double usual = new Histogram(bounds, all.seen()).quantile(times.quantile());
    double bound = Math.max(usual * declared.ratio(), usual + times.longer().toNanos() / 1e9);
    return new Terms(
        declared.ratio(),
        declared.absolute(),
        null,
        Duration.ZERO,
        new Terms.Times(
            times.quantile(), times.longer(), Duration.ofNanos(Math.round(bound * 1e9))));
  }

  /// Nothing runs beside the release that is back, so it stands for both sides.
  private static Observation alone(Observation observation) {
    return switch (observation) {
      case Observation.Counted c -> new Observation.Counted(c.at(), c.stable(), c.stable());
      case Observation.Timed t -> new Observation.Timed(t.at(), t.stable(), t.stable());
      case Observation.Keyed k -> {
        Map<String, Observation.Sides> keys = new TreeMap<>();
        k.keys()
            .forEach((key, sides) ->
                keys.put(key, new Observation.Sides(sides.stable(), sides.stable())));
        yield new Observation.Keyed(k.at(), keys);
      }
      case Observation.Missing m -> m;
    };
  }

  private Finding nothing(Instant at, String why, Instant until) {
    return new Finding(analysis.name(), at, Finding.Kind.NO_DATA, why, 0, null, null, until, null);
  }
}
