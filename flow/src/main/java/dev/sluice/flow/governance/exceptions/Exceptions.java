package dev.sluice.flow.governance.exceptions;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Delivery.ExceptionRecord;
import java.time.Instant;
import java.util.List;

/// Every exception is still one: none has expired.
@AutoService(Criterion.class)
public final class Exceptions implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "governance.exceptions",
          Stage.GOVERNANCE,
          "Does each exception have an owner, an approver and a reason, and has none expired?",
          "An exception that outlives its date is a lowered bar that nobody decided on.",
          "give each entry of `exceptions` an `owner`, another `approver`, a `reason` and an instant when it `expires`; "
              + "remove those that have");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    List<ExceptionRecord> exceptions = subject.delivery().exceptions();
    if (exceptions.isEmpty()) {
      return Answer.notApplicable("no criterion is excepted");
    }
    Answer.Builder answer = Answer.build();
    exceptions.forEach(exception -> one(exception, subject.at(), answer));
    return answer.done();
  }

  private static void one(ExceptionRecord exception, Instant at, Answer.Builder answer) {
    String what = "the exception from " + exception.criterion() + " for " + exception.scope();
    if (exception.expires().isAfter(at)) {
      answer.declared(
          exception.at().source(),
          what + " was approved by " + exception.approver() + " until " + exception.expires());
    } else {
      answer.gap(
          Level.DECLARED,
          exception.at().of("expires"),
          what + " expired at " + exception.expires(),
          "meet the criterion and remove the exception, or let "
              + exception.approver()
              + " approve a later end");
    }
  }
}
