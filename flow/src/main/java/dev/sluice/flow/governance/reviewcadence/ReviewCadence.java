package dev.sluice.flow.governance.reviewcadence;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Required;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Governance;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.measurement.IsoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The delivery is looked at again in a rhythm, and somebody leads that.
@AutoService(Criterion.class)
public final class ReviewCadence implements Criterion {
  /// A year is the longest rhythm that still counts as one; shorter ones are held to their own
  /// length.
  private static final Duration MAX_AGE = Duration.ofDays(366);

  private static final Definition DEFINITION =
      Definition.of(
              "governance.review-cadence",
              Stage.GOVERNANCE,
              "Is the delivery reviewed in a rhythm that somebody leads?",
              "Gates, owners and accepted risks are right for the day on which they were written; nobody notices when they cease to be.",
              "state `every` and `owner` under `governance.reviews`, and `next` for the coming one")
          .proven("a run of kind `review` is no older than the rhythm that was declared", MAX_AGE)
          .reads(Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Governance governance = subject.delivery().governance();
    Governance.Reviews reviews = governance == null ? null : governance.reviews();
    Optional<Run> last = subject.runs(Run.Kind.REVIEW).stream().filter(Run::succeeded).findFirst();
    if (reviews != null) {
      declared(reviews, last, subject.at(), answer);
    }
    last.ifPresent(run -> held(run, reviews, subject.at(), answer));
    return answer.done();
  }

  private static void declared(
      Governance.Reviews reviews, Optional<Run> last, Instant at, Answer.Builder answer) {
    boolean complete =
        Required.in(reviews.at(), "the review")
            .key("every", reviews.every())
            .key("owner", reviews.owner())
            .complete(answer);
    if (!complete) {
      return;
    }
    LocalDate next = reviews.next();
    boolean held = next != null && last.filter(run -> !day(run.at()).isBefore(next)).isPresent();
    if (next != null && next.isBefore(day(at)) && !held) {
      answer.gap(
          Level.DECLARED,
          reviews.at().of("next"),
          "the review of " + next + " is overdue",
          "hold it and record a run of kind `review`, or set the day of the next one");
    } else {
      answer.declared(
          reviews.at().source(),
          reviews.owner() + " leads a review every " + IsoDuration.of(reviews.every()));
    }
  }

  private static void held(
      Run run, Governance.@Nullable Reviews reviews, Instant at, Answer.Builder answer) {
    Duration every = reviews == null ? null : reviews.every();
    answer.proven(run.source(), run.summary(), run.at());
    if (every != null && run.at().plus(every).isBefore(at)) {
      answer.gap(
          Level.PROVEN,
          run.source(),
          "the last review, of " + day(run.at()) + ", is longer ago than " + IsoDuration.of(every),
          "hold a review, and record a run of kind `review`");
    }
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
