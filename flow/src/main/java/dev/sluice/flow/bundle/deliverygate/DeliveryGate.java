package dev.sluice.flow.bundle.deliverygate;

import com.google.auto.service.AutoService;
import dev.sluice.flow.bundle.Checklist;
import dev.sluice.flow.bundle.Checklist.Item;
import dev.sluice.flow.bundle.Said;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import java.util.List;

/// The last gate before a platform is delivered.
@AutoService(Criterion.class)
public final class DeliveryGate implements Criterion {
  private static final Checklist CHECKLIST =
      new Checklist(
          List.of(
              Item.of(
                  "build and deployment are reproducible",
                  "ci.reproducible-build",
                  "artifact-flow.build-once",
                  "artifact-flow.immutability"),
              Item.of(
                  "rollback is objective and tested",
                  "release-safety.triggers",
                  "release-safety.recovery-validation",
                  "release-safety.drill"),
              Item.of("policies can be enforced", "ci.policy-gate", "iac.policy-checks"),
              Item.of(
                  "ownership and escalation are explicit",
                  "ci.ownership",
                  "operations.support",
                  "operations.escalation"),
              Item.of(
                  "the acceptance of risks can be audited",
                  "governance.risk-acceptance",
                  "governance.exceptions",
                  "governance.audit")));

  private static final Definition DEFINITION =
      Said.read(
          Definition.of(
              "bundle.delivery-gate",
              Stage.BUNDLE,
              "Can what the bundle describes be built, rolled back, enforced, owned and audited?",
              "A bundle that reads well and cannot be carried out is found out in the first"
                  + " incident.",
              "the criteria behind each of the five items are met or waived"));

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    return CHECKLIST.answer(subject);
  }
}
