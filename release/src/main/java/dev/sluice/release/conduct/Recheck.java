package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Judge;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Terms;
import dev.sluice.release.judge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether a service is as healthy as it was before a bad release came: an analysis of the release
/// that is back, which is judged as a canary is, against what it did before. Nothing that the bad
/// release has touched is compared with.
///
/// @param before what was counted before the bad release had traffic, oldest first
/// @param judge judges what comes after the traffic is back; null before there is any
/// @param beside the service as it was before
record Recheck(
    Cd.Analysis analysis, List<Observation> before, @Nullable Judge judge, Beside beside) {
  Recheck {
    requireNonNull(analysis, "analysis");
    before = List.copyOf(before);
    requireNonNull(beside, "beside");
  }

  static Recheck of(Cd.Analysis analysis) {
    return new Recheck(analysis, List.of(), null, Beside.NOTHING);
  }

  /// What comes of an observation.
  ///
  /// @param until when the bad release got its first traffic
  /// @param back when all traffic was back, or null while it isn't
  Step after(Observation observation, Instant until, @Nullable Instant back) {
    if (!observation.at().isAfter(until)) {
      List<Observation> more = new ArrayList<>(before);
      more.add(observation);
      Beside seen = Seat.of(observation, beside, false).beside();
      return new Step(new Recheck(analysis, more, judge, seen), null);
    }
    if (back == null || !observation.at().isAfter(back)) {
      return new Step(this, null);
    }
    if (beside.isEmpty()) {
      String why = "nothing was counted before the release that was taken back";
      return new Step(this, nothing(observation.at(), why, until));
    }
    Judge known = judge;
    Seat seat = Seat.of(canary(observation), beside, true);
    Judge.Step step = (known == null ? first() : known).after(seat.observation());
    Finding finding = Findings.of(analysis, step.judgement(), until);
    // What is worse now may be well in a minute: then it is judged anew.
    boolean worse = step.judgement().verdict() == Verdict.WORSE;
    return new Step(
        new Recheck(analysis, before, worse ? null : step.judge(), seat.beside()), finding);
  }

  /// A recheck, and what it found, or null.
  record Step(Recheck recheck, @Nullable Finding finding) {}

  private Judge first() {
    return before.isEmpty()
        ? Judge.of(Terms.of(analysis, Duration.ZERO))
        : Judge.of(Terms.of(analysis, Duration.ZERO)).after(before).judge();
  }

  /// The release that is back in the place of a canary.
  private static Observation canary(Observation observation) {
    return switch (observation) {
      case Observation.Counted c -> new Observation.Counted(c.at(), Counts.NONE, c.stable());
      case Observation.Timed t ->
          new Observation.Timed(t.at(), Beside.none(t.stable()), t.stable());
      case Observation.Keyed k -> {
        Map<String, Observation.Sides> keys = new TreeMap<>();
        k.keys()
            .forEach(
                (key, sides) -> keys.put(key, new Observation.Sides(Counts.NONE, sides.stable())));
        yield new Observation.Keyed(k.at(), keys);
      }
      case Observation.Missing m -> m;
    };
  }

  private Finding nothing(Instant at, String why, Instant until) {
    return new Finding(analysis.name(), at, Finding.Kind.NO_DATA, why, 0, null, null, until, null);
  }
}
