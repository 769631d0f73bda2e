package dev.sluice.flow.governance.changeclasses;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Required;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Governance;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Each class of change has somebody who approves it.
@AutoService(Criterion.class)
public final class ChangeClasses implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "governance.change-classes",
          Stage.GOVERNANCE,
          "Is it said what standard, normal and emergency changes are, and who approves each?",
          "Without classes either every change waits for a board, or the urgent one goes round everybody.",
          "list `standard`, `normal` and `emergency` under `governance.changeClasses`, each with `means` and `approvers`");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Governance governance = subject.delivery().governance();
    List<Governance.ChangeClass> classes =
        governance == null ? List.of() : governance.changeClasses();
    classes.forEach(c -> declared(c, answer));
    if (governance != null && !classes.isEmpty()) {
      Arrays.stream(Governance.ChangeKind.values())
          .filter(kind -> classes.stream().noneMatch(c -> c.name() == kind))
          .forEach(kind ->
              answer.gap(
                  Level.DECLARED,
                  governance.at().of("changeClasses"),
                  "who approves " + id(kind) + " changes is not said",
                  "add {name: " + id(kind) + ", means: …, approvers: […]}"));
    }
    return answer.done();
  }

  private static void declared(Governance.ChangeClass change, Answer.Builder answer) {
    boolean complete =
        Required.in(change.at(), "the class " + id(change.name()))
            .key("means", change.means())
            .key("approvers", change.approvers())
            .complete(answer);
    if (complete) {
      answer.declared(
          change.at().source(),
          id(change.name()) + " changes are approved by " + String.join(", ", change.approvers()));
    }
  }

  private static String id(Governance.ChangeKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
