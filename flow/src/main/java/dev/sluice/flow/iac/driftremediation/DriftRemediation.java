package dev.sluice.flow.iac.driftremediation;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.iac.DriftRuns;
import dev.sluice.flow.iac.Infrastructure;
import dev.sluice.flow.measurement.IsoDuration;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Drift that was found is mended in time, and emergency changes come back into code.
@AutoService(Criterion.class)
public final class DriftRemediation implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "iac.drift-remediation",
              Stage.IAC,
              "Is it settled who mends drift, within which time, and how an emergency change gets back into code?",
              "Drift that is only reported becomes the normal state, and the next apply undoes last week's emergency"
                  + " fix.",
              "state `iac.drift.remediation` with `owner`, `within` and `emergencyChanges`")
          .enforced(
              "let GitOps undo drift (`selfHeal: true`), or let the scheduled drift check open a ticket or notify its"
                  + " owner when it finds some")
          .proven("a drift was mended, or a drill of it succeeded", Duration.ofDays(90))
          .reads(
              IacRoot.class, IacResource.class, GitOpsApplication.class, Pipeline.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    String absent = Infrastructure.absent(subject);
    if (absent != null) {
      return Infrastructure.notApplicable(absent);
    }
    Answer.Builder answer = Answer.build();
    Iac iac = subject.delivery().iac();
    Iac.Drift drift = iac == null ? null : iac.drift();
    declared(drift == null ? null : drift.remediation(), answer);
    enforced(subject, answer);
    subject.runs(Run.Kind.DRIFT_REMEDIATION).stream()
        .filter(Run::succeeded)
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    Infrastructure.cannotSeeElsewhere(subject, "what mends drift", answer);
    return answer.done();
  }

  private static void declared(Iac.@Nullable Remediation remediation, Answer.Builder answer) {
    if (remediation == null) {
      answer.gap(
          Level.DECLARED,
          "nothing says who mends drift",
          "add `iac.drift.remediation` with `owner`, `within` and `emergencyChanges`");
      return;
    }
    lacking(remediation, remediation.owner(), "owner", "who mends drift", answer);
    lacking(
        remediation, remediation.within(), "within", "within which time drift is mended", answer);
    lacking(
        remediation,
        remediation.emergencyChanges(),
        "emergencyChanges",
        "how an emergency change is brought back into code",
        answer);
    if (remediation.owner() != null) {
      answer.declared(
          remediation.at().of("owner"),
          remediation.owner()
              + " mends drift"
              + (remediation.within() == null
                  ? ""
                  : " within " + IsoDuration.of(remediation.within())));
    }
  }

  private static void lacking(
      Iac.Remediation remediation,
      @Nullable Object value,
      String key,
      String what,
      Answer.Builder answer) {
    if (value == null) {
      answer.gap(
          Level.DECLARED,
          remediation.at().source(),
          "nothing says " + what,
          "add `iac.drift.remediation." + key + "`");
    }
  }

  private static void enforced(Subject subject, Answer.Builder answer) {
    if (Infrastructure.gitOpsOnly(subject)) {
      subject.facts(GitOpsApplication.class).forEach(application -> heals(application, answer));
      return;
    }
    if (Infrastructure.onlyElsewhere(subject)) {
      return;
    }
    List<DriftRuns.Check> acting =
        DriftRuns.of(subject).stream().filter(check -> DriftRuns.acts(check, subject)).toList();
    acting.forEach(check ->
        answer.enforced(
            check.activity().source(),
            "the run that finds drift with `"
                + check.activity().tool()
                + "` tells somebody or mends it"));
    if (acting.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no scheduled run passes the drift that it finds to anybody",
          "open an issue or notify the owner in the workflow that looks for drift");
    }
  }

  private static void heals(GitOpsApplication application, Answer.Builder answer) {
    if (application.selfHeal()) {
      answer.enforced(
          application.source(), application.tool() + " undoes drift of " + application.name());
    } else {
      answer.gap(
          Level.ENFORCED,
          application.source(),
          application.tool() + " leaves drift of " + application.name() + " as it is",
          application.tool().equals("flux")
              ? "set `driftDetection: {mode: enabled}`"
              : "set `selfHeal: true`");
    }
  }
}
