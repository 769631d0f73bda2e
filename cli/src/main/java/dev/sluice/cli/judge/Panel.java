package dev.sluice.cli.judge;

import dev.sluice.release.judge.Judgement;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Terms;
import dev.sluice.release.judge.Trial;
import dev.sluice.release.judge.Verdict;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The judges of one run, one for errors and one for times. A canary is worse when one says so, and
/// not worse when all do; the one that is nearest to stopping it speaks for all.
final class Panel {
  private final @Nullable Trial errors;
  private final @Nullable Trial times;

  /// @param judged at least one, that the data speak of
  Panel(Plan.Judged judged, boolean timed) {
    Terms failing = judged.errors();
    Terms slow = judged.times();
    errors = failing == null ? null : new Trial(failing);
    times = slow == null || !timed ? null : new Trial(slow);
  }

  /// One judge, of whatever is recorded.
  Panel(Terms terms) {
    errors = new Trial(terms);
    times = null;
  }

  /// What is known after a row.
  Judgement observe(Row row) {
    return judged(trial -> {
      Observation timed = row.times();
      return trial.observe(trial == times && timed != null ? timed : row.observation());
    });
  }

  /// What is known when there was nothing to see.
  Judgement missing(Instant at, Observation.Cause cause) {
    return judged(trial -> trial.observe(new Observation.Missing(at, cause)));
  }

  private Judgement judged(Function<Trial, Judgement> observe) {
    Trial first = errors;
    Trial second = times;
    Judgement one = first == null ? null : observe.apply(first);
    Judgement two = second == null ? null : observe.apply(second);
    if (one == null || two == null) {
      Judgement only = one == null ? two : one;
      if (only == null) {
        throw new IllegalStateException("there is no judge");
      }
      return only;
    }
    return both(one, two);
  }

  private static Judgement both(Judgement one, Judgement two) {
    boolean second = nearness(two) > nearness(one) || two.verdict() == Verdict.WORSE;
    boolean twoSpeaks = second && one.verdict() != Verdict.WORSE;
    Judgement speaks = twoSpeaks ? two : one;
    Judgement other = twoSpeaks ? one : two;
    if (speaks.verdict() != Verdict.NOT_WORSE || other.verdict() == Verdict.NOT_WORSE) {
      return speaks.hold() == null && other.hold() != null && speaks.verdict() != Verdict.WORSE
          ? other
          : speaks;
    }
    return other;
  }

  private static double nearness(Judgement judgement) {
    return Math.log(judgement.statistic()) / Math.log(Math.max(1.01, judgement.bound()));
  }
}
