package dev.sluice.flow.bundle.sanity;

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

/// What is described fits together, and fits the risk.
@AutoService(Criterion.class)
public final class Sanity implements Criterion {
  private static final Checklist CHECKLIST =
      new Checklist(
          List.of(
              Item.of("gates fit the risk of a release", "cd.strategy", "cd.approvals"),
              Item.of("failures are actionable and owned", "ci.failure-handling", "ci.ownership"),
              Item.of(
                  "review and policy are mandatory where they are needed",
                  "iac.review",
                  "iac.policy-checks"),
              Item.of("drift detection runs", "iac.drift-detection"),
              Item.of(
                  "access is least-privilege and audited",
                  "ci.least-privilege",
                  "secrets.access",
                  "secrets.alerting"),
              Item.of(
                  "rotation and emergency paths exist", "secrets.rotation", "secrets.break-glass"),
              Item.of("triggers are measurable", "cd.stop-criteria", "release-safety.triggers"),
              Item.of(
                  "compatibility is addressed",
                  "release-safety.schema-compatibility",
                  "release-safety.config-compatibility")));

  private static final Definition DEFINITION =
      Said.read(
          Definition.of(
              "bundle.sanity",
              Stage.BUNDLE,
              "Does what the bundle describes hold together, and fit the risk?",
              "Parts that are each in order can still leave a hole between them: a trigger that"
                  + " nothing measures, a policy that nobody has to pass.",
              "the criteria behind each of the eight items are met or waived"));

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    return CHECKLIST.answer(subject);
  }
}
