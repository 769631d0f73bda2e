package dev.sluice.flow.releasesafety.drill;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.measurement.IsoDuration;
import dev.sluice.flow.releasesafety.Rollback;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rollback is exercised, so that it works on the day on which it is needed.
@AutoService(Criterion.class)
public final class Drill implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "release-safety.drill",
              Stage.RELEASE_SAFETY,
              "Is the rollback exercised?",
              "A rollback that was never tried is found broken during an incident.",
              "state `every` and `owner` under `releaseSafety.drill`")
          .enforced(
              "roll back in a pipeline that runs by the clock (`on: schedule`), below production say")
          .proven(
              "a rollback or a drill of it succeeded (a run of kind `rollback-drill` or `rollback`)",
              Duration.ofDays(90))
          .reads(Pipeline.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    ReleaseSafety safety = subject.delivery().releaseSafety();
    ReleaseSafety.Drill drill = safety == null ? null : safety.drill();
    if (drill != null) {
      declared(drill, answer);
    }
    List<Rollback> scheduled = Rollback.of(subject).stream().filter(Rollback::scheduled).toList();
    scheduled.forEach(r ->
        answer.enforced(r.activity().source(), "job " + r.job().id() + " rolls back by the clock"));
    if (scheduled.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no pipeline exercises the rollback by the clock",
          "add a scheduled pipeline that rolls back where no user is harmed, and checks that it helped");
    }
    Stream.of(Run.Kind.ROLLBACK_DRILL, Run.Kind.ROLLBACK)
        .flatMap(kind -> subject.runs(kind).stream())
        .max(Comparator.comparing(Run::at))
        .ifPresent(run -> ran(run, drill == null ? null : drill.every(), subject, answer));
    return answer.done();
  }

  private static void declared(ReleaseSafety.Drill drill, Answer.Builder answer) {
    if (drill.every() == null) {
      answer.gap(
          Level.DECLARED,
          drill.at().source(),
          "how often the rollback is exercised is not said",
          "add `every`, `P30D` say");
    } else if (drill.owner() == null) {
      answer.gap(
          Level.DECLARED, drill.at().source(), "nobody sees to the rollback drill", "add `owner`");
    } else {
      answer.declared(
          drill.at().source(),
          drill.owner() + " exercises the rollback every " + IsoDuration.of(drill.every()));
    }
  }

  private static void ran(
      Run run, @Nullable Duration every, Subject subject, Answer.Builder answer) {
    if (!run.succeeded()) {
      answer.gap(
          Level.PROVEN,
          run.source(),
          "the newest rollback, of " + run.at() + ", failed",
          "mend what failed and exercise it again");
      return;
    }
    answer.proven(run.source(), run.summary(), run.at());
    if (every != null && run.at().plus(every).isBefore(subject.at())) {
      answer.gap(
          Level.PROVEN,
          run.source(),
          "the last drill is of " + run.at() + ", and one is due every " + IsoDuration.of(every),
          "exercise the rollback again");
    }
  }
}
