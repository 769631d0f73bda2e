package dev.sluice.flow.governance.riskacceptance;

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

/// Whoever accepts a risk says so, and for how long.
@AutoService(Criterion.class)
public final class RiskAcceptance implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "governance.risk-acceptance",
          Stage.GOVERNANCE,
          "Does each accepted risk have an owner, a reason and a day on which the acceptance ends?",
          "A risk that was accepted without an end is accepted by people who have left, for reasons that no longer hold.",
          "list accepted risks under `governance.risks`, each with `owner`, `reason` and `expires`; `[]` when there is none");

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
    governance.risks().forEach(risk -> one(risk, today, answer));
    if (governance.risks().isEmpty() && governance.at().has("risks")) {
      answer.declared(governance.at().of("risks"), "no risk is accepted");
    }
    return answer.done();
  }

  private static void one(Governance.Risk risk, LocalDate today, Answer.Builder answer) {
    boolean complete =
        Required.in(risk.at(), "the risk \"" + risk.risk() + "\"")
            .key("owner", risk.owner())
            .key("reason", risk.reason())
            .key("expires", risk.expires())
            .complete(answer);
    LocalDate expires = risk.expires();
    if (complete && expires != null && expires.isBefore(today)) {
      answer.gap(
          Level.DECLARED,
          risk.at().of("expires"),
          "\"" + risk.risk() + "\" was accepted until " + expires,
          "let " + risk.owner() + " accept it again with a later day, or remove what is mended");
    } else if (complete) {
      answer.declared(
          risk.at().source(), risk.owner() + " accepts \"" + risk.risk() + "\" until " + expires);
    }
  }
}
