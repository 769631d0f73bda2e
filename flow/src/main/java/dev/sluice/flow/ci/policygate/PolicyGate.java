package dev.sluice.flow.ci.policygate;

import com.google.auto.service.AutoService;
import dev.sluice.flow.ci.gate.GateCheck;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci.GateKind;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.Pipeline;

/// No way leads from a change to what is released without the success of a policy gate.
@AutoService(Criterion.class)
public final class PolicyGate implements Criterion {
  private static final GateCheck CHECK =
      new GateCheck(
          GateKind.POLICY, Activity.Kind.POLICY, "policy gate", "`run: conftest test deploy/`");

  private static final Definition DEFINITION =
      Definition.of(
              "ci.policy-gate",
              Stage.CI,
              "Do policies have to hold before a change is released?",
              "A rule that no machine checks is followed until the first Friday evening.",
              "name the job in `ci.gates` with `kind: policy`")
          .enforced(
              "let every job that releases wait for a policy gate that fails its job, with no `if`, path filter or trigger that leads round it; or let merging wait for it, with branch protection kept as code")
          .reads(Pipeline.class, BranchProtection.class, PackageManifest.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    return CHECK.answer(subject);
  }
}
