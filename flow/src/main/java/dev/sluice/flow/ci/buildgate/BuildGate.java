package dev.sluice.flow.ci.buildgate;

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

/// No way leads from a change to what is released without the success of a build gate.
@AutoService(Criterion.class)
public final class BuildGate implements Criterion {
  private static final GateCheck CHECK =
      new GateCheck(GateKind.BUILD, Activity.Kind.BUILD, "build gate", "`run: mvn -B package`");

  private static final Definition DEFINITION =
      Definition.of(
              "ci.build-gate",
              Stage.CI,
              "Does every change have to build before it is released?",
              "A change that does not build stops everybody after it, and a release that was never built is not one.",
              "name the job in `ci.gates` with `kind: build`")
          .enforced(
              "let every job that releases wait for a build gate that fails its job, with no `if`, path filter or trigger that leads round it; or let merging wait for it, with branch protection kept as code")
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
