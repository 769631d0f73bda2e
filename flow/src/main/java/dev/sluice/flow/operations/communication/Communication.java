package dev.sluice.flow.operations.communication;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.measurement.IsoDuration;

/// It is clear who is told in an incident, how, and how soon.
@AutoService(Criterion.class)
public final class Communication implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "operations.communication",
          Stage.OPERATIONS,
          "Is it clear who is told in an incident, by which channel and within which time?",
          "Users who hear nothing open tickets, and those who repair answer them.",
          "list under `operations.communication` each `audience` with its `channel` and `within`");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Operations operations = subject.delivery().operations();
    if (operations != null) {
      operations.communication().forEach(entry -> one(entry, answer));
    }
    return answer.done();
  }

  private static void one(Operations.Communication told, Answer.Builder answer) {
    if (told.channel() == null) {
      answer.gap(
          Level.DECLARED,
          told.at().source(),
          "how " + told.audience() + " are told is not said",
          "add `channel`");
    } else if (told.within() == null) {
      answer.gap(
          Level.DECLARED,
          told.at().source(),
          "how soon " + told.audience() + " are told is not said",
          "add `within`, `PT15M` say");
    } else {
      answer.declared(
          told.at().source(),
          told.audience()
              + " are told by "
              + told.channel()
              + " within "
              + IsoDuration.of(told.within()));
    }
  }
}
