package dev.sluice.flow.ci.testgate;

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

/// No way leads from a change to what is released without the success of a test gate.
@AutoService(Criterion.class)
public final class TestGate implements Criterion {
  private static final GateCheck CHECK =
      new GateCheck(GateKind.TEST, Activity.Kind.TEST, "test gate", "`run: npm test`");

  private static final Definition DEFINITION =
      Definition.of(
              "ci.test-gate",
              Stage.CI,
              "Do tests have to pass before a change is released?",
              "A test that may fail, or that nothing waits for, tells afterwards what the users found before.",
              "name the job in `ci.gates` with `kind: test`")
          .enforced(
              "let every job that releases wait for a test gate that fails its job, with no `if`, path filter or trigger that leads round it; or let merging wait for it, with branch protection kept as code")
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
