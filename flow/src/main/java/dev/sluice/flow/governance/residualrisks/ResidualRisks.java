package dev.sluice.flow.governance.residualrisks;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Required;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Governance;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Each risk that stays is watched by somebody who knows what comes next.
@AutoService(Criterion.class)
public final class ResidualRisks implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "governance.residual-risks",
          Stage.GOVERNANCE,
          "Does each risk that stays have an owner and a next action?",
          "A list of risks without names is read once; what it warns of happens to nobody in particular.",
          "list what stays under `governance.residualRisks`, each with `owner` and `nextAction`; `[]` when there is none");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Governance governance = subject.delivery().governance();
    if (governance == null) {
      return answer.done();
    }
    LocalDate today = LocalDate.ofInstant(subject.at(), ZoneOffset.UTC);
    governance.residualRisks().forEach(risk -> one(risk, today, answer));
    if (governance.residualRisks().isEmpty() && governance.at().has("residualRisks")) {
      answer.declared(governance.at().of("residualRisks"), "no risk is known to stay");
    }
    return answer.done();
  }

  private static void one(Governance.ResidualRisk risk, LocalDate today, Answer.Builder answer) {
    boolean complete =
        Required.in(risk.at(), "the risk \"" + risk.risk() + "\"")
            .key("owner", risk.owner())
            .key("nextAction", risk.nextAction())
            .complete(answer);
    LocalDate by = risk.by();
    if (complete && by != null && by.isBefore(today)) {
      answer.gap(
          Level.DECLARED,
          risk.at().of("by"),
          "\"" + risk.nextAction() + "\" was to be done by " + by,
          "do it and write what comes next, or set another day");
    } else if (complete) {
      answer.declared(
          risk.at().source(),
          risk.owner() + " watches \"" + risk.risk() + "\"; next: " + risk.nextAction());
    }
  }
}
