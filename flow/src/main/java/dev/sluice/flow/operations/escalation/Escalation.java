package dev.sluice.flow.operations.escalation;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.measurement.IsoDuration;
import java.time.Duration;
import java.util.List;

/// It is clear who is called next, and when.
@AutoService(Criterion.class)
public final class Escalation implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "operations.escalation",
              Stage.OPERATIONS,
              "Is it clear who is called next, in which order and after which time?",
              "When the first one does not answer, minutes go by until somebody thinks of a second.",
              "list at least two steps under `operations.escalation`, each with `after` and `to`, later ones after longer")
          .proven(
              "the escalation was tried (a run of kind `escalation-test`)", Duration.ofDays(180))
          .reads(Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Operations operations = subject.delivery().operations();
    List<Operations.Escalation> steps = operations == null ? List.of() : operations.escalation();
    steps.forEach(step ->
        answer.declared(step.at().source(), step.to() + " after " + IsoDuration.of(step.after())));
    if (steps.size() == 1) {
      answer.gap(
          Level.DECLARED,
          steps.getFirst().at().source(),
          "nobody is called when " + steps.getFirst().to() + " does not answer",
          "add a second step");
    }
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).after().compareTo(steps.get(i - 1).after()) <= 0) {
        answer.gap(
            Level.DECLARED,
            steps.get(i).at().of("after"),
            steps.get(i).to() + " is not called later than " + steps.get(i - 1).to(),
            "put the steps in the order of their times");
      }
    }
    subject.runs(Run.Kind.ESCALATION_TEST).stream()
        .limit(1)
        .filter(Run::succeeded)
        .forEach(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }
}
