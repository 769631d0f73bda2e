package dev.sluice.flow.iac.driftdetection;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.decision.DecisionTable;
import dev.sluice.flow.decision.Decisions;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.Activity;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Somebody notices when what exists is no longer what the code says.
@AutoService(Criterion.class)
public final class DriftDetection implements Criterion {
  private static final Duration MAX_AGE = Duration.ofDays(7);
  private static final Duration LONGEST_DETECTION = Duration.ofDays(31);
  private static final Definition DEFINITION =
      Definition.of(
              "iac.drift-detection",
              Stage.IAC,
              "Is the infrastructure compared with its code again and again, and does somebody look"
                  + " at the result?",
              "A change made by hand stays unseen until the next apply undoes it, or fails on it,"
                  + " in the middle of something urgent.",
              "state `iac.drift.every` and `iac.drift.owner`")
          .enforced(
              "run `terraform plan -detailed-exitcode` on a schedule and let its exit code fail the"
                  + " job, or let GitOps compare without end")
          .proven("a drift check ran, within its declared cadence", MAX_AGE)
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
    Decisions.judge(DecisionTable.IAC_GOVERNANCE, DEFINITION, subject, answer);
    Iac iac = subject.delivery().iac();
    Iac.Drift drift = iac == null ? null : iac.drift();
    declared(drift, answer);
    rare(drift, subject, answer);
    enforced(subject, answer);
    proven(subject, drift, answer);
    Infrastructure.cannotSeeElsewhere(subject, "the drift detection", answer);
    return answer.done();
  }

  private static void declared(Iac.@Nullable Drift drift, Answer.Builder answer) {
    Duration every = drift == null ? null : drift.every();
    if (drift == null || every == null) {
      answer.gap(
          Level.DECLARED,
          "nothing says how often drift is looked for",
          "add `iac.drift.every: P1D`");
      return;
    }
    if (drift.owner() == null) {
      answer.gap(
          Level.DECLARED,
          drift.at().source(),
          "nobody is named who looks at drift",
          "add `iac.drift.owner`");
    }
    answer.declared(drift.at().of("every"), "drift is looked for every " + IsoDuration.of(every));
  }

  /// What is looked for more rarely than once a month is an audit, not a detection.
  private static void rare(Iac.@Nullable Drift drift, Subject subject, Answer.Builder answer) {
    Duration every = drift == null ? null : drift.every();
    if (drift == null || every == null || every.compareTo(LONGEST_DETECTION) <= 0) {
      return;
    }
    DecisionTable.IAC_GOVERNANCE.rule(subject.delivery(), subject.signals()).agreed().stream()
        .filter(choice -> choice.asks("automated-drift-detection"))
        .forEach(choice ->
            answer.contradicted(
                drift.at().of("every"),
                "drift is looked for every "
                    + every.toDays()
                    + " days, but the decision table asks for "
                    + choice.words(),
                choice.orDecide("look for it at least once a month")));
  }

  private static void enforced(Subject subject, Answer.Builder answer) {
    boolean gitOpsOnly = Infrastructure.gitOpsOnly(subject);
    subject.facts(GitOpsApplication.class).forEach(a -> compared(a, gitOpsOnly, answer));
    if (gitOpsOnly || Infrastructure.onlyElsewhere(subject)) {
      return;
    }
    List<DriftRuns.Check> checks = DriftRuns.of(subject);
    checks.forEach(check -> scheduled(check, answer));
    Optional<IacResource> service =
        subject.facts(IacResource.class).stream()
            .filter(resource -> resource.kind().equals("spacelift_drift_detection"))
            .findFirst();
    service.ifPresent(s -> answer.enforced(s.source(), "Spacelift looks for drift on a schedule"));
    if (checks.isEmpty() && service.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no scheduled pipeline compares the infrastructure with its code",
          "add a workflow on `schedule` that runs `terraform plan -detailed-exitcode`");
    }
  }

  private static void compared(
      GitOpsApplication application, boolean gitOpsOnly, Answer.Builder answer) {
    String message =
        application.tool() + " compares " + application.name() + " with git without end";
    if (!application.unwatched() && gitOpsOnly) {
      answer.enforced(application.source(), message);
    } else if (!application.unwatched()) {
      answer.information(application.source(), message);
    } else if (gitOpsOnly) {
      answer.gap(
          Level.ENFORCED,
          application.source(),
          application.tool() + " does not look at what became of " + application.name(),
          application.automated()
              ? "set `driftDetection: {mode: enabled}`, for all of them in one patch"
              : "resume it");
    }
  }

  private static void scheduled(DriftRuns.Check check, Answer.Builder answer) {
    Activity activity = check.activity();
    if (check.swallowed() == null) {
      answer.enforced(activity.source(), "`" + activity.tool() + "` looks for drift on a schedule");
    } else {
      answer.gap(
          Level.ENFORCED,
          check.swallowed(),
          "the drift that `" + activity.tool() + "` finds fails nothing, so nobody is told",
          "let its exit code fail the job");
    }
  }

  private static void proven(Subject subject, Iac.@Nullable Drift drift, Answer.Builder answer) {
    Duration every = drift == null ? null : drift.every();
    subject.runs(Run.Kind.DRIFT_CHECK).stream()
        .filter(Run::succeeded)
        .findFirst()
        .ifPresent(run -> {
          if (every != null && run.at().plus(every).isBefore(subject.at())) {
            answer.gap(
                Level.PROVEN,
                run.source(),
                "the last drift check is older than its declared cadence of "
                    + IsoDuration.of(every),
                "run it again");
          }
          answer.proven(run.source(), run.summary(), run.at());
        });
  }
}
