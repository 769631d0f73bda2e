package dev.sluice.flow.context.goals;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Required;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.fact.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Each goal can be measured, and is.
@AutoService(Criterion.class)
public final class Goals implements Criterion {
  /// A monthly measurement, with some days to spare.
  private static final Duration MAX_AGE = Duration.ofDays(35);

  private static final Definition DEFINITION =
      Definition.of(
              "context.goals",
              Stage.CONTEXT,
              "Does each goal have a metric, a target and a date?",
              "A goal without a number is met by saying so, and one without a date is never missed.",
              "list each goal under `context.goals` with `metric`, `target` and `by`")
          .proven(
              "a run of kind `measurement` holds a value for each goal's metric, and no target whose day has come is missed",
              MAX_AGE)
          .reads(Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Context context = subject.delivery().context();
    List<Context.Goal> goals = context == null ? List.of() : context.goals();
    List<Run> runs = subject.runs(Run.Kind.MEASUREMENT);
    List<Progress> measured = new ArrayList<>();
    for (Context.Goal goal : goals) {
      if (declared(goal, answer)) {
        Progress.of(goal, runs, subject.at())
            .ifPresentOrElse(measured::add, () -> unmeasured(goal, answer));
      }
    }
    // The proof is as old as its oldest part.
    measured.stream()
        .min(Comparator.comparing(p -> p.run().at()))
        .ifPresent(oldest -> oldest.prove(answer));
    measured.forEach(progress -> progress.judge(answer));
    return answer.done();
  }

  private static boolean declared(Context.Goal goal, Answer.Builder answer) {
    String metric = goal.metric();
    boolean complete =
        Required.in(goal.at(), metric == null ? "a goal" : "goal " + metric)
            .key("metric", metric)
            .key("target", goal.target())
            .key("by", goal.by())
            .complete(answer);
    if (complete) {
      answer.declared(
          goal.at().source(), metric + " is to reach " + goal.target() + " by " + goal.by());
    }
    return complete;
  }

  private static void unmeasured(Context.Goal goal, Answer.Builder answer) {
    answer.gap(
        Level.PROVEN,
        goal.at().of("metric"),
        goal.metric() + " was never measured",
        "record a run of kind `measurement` with a value for " + goal.metric());
  }
}
