package dev.sluice.flow.releasesafety.recoveryvalidation;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.measurement.IsoDuration;
import dev.sluice.flow.releasesafety.Rollback;
import dev.sluice.flow.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// After a rollback, checks have to pass before it counts as done.
@AutoService(Criterion.class)
public final class RecoveryValidation implements Criterion {
  private static final Set<Activity.Kind> CHECKS =
      Set.of(Activity.Kind.TEST, Activity.Kind.VERIFY, Activity.Kind.HEALTH);

  private static final Definition DEFINITION =
      Definition.of(
              "release-safety.recovery-validation",
              Stage.RELEASE_SAFETY,
              "Do checks have to pass after a rollback before it counts as done?",
              "A rollback that finished is not yet one that helped.",
              "list `releaseSafety.recovery.checks`, and say `within` which time they have to pass")
          .enforced(
              "run the checks in the job that rolls back, after it, so that their failure fails the"
                  + " job")
          .proven(
              "the checks passed after a rollback (a run of kind `recovery-check`)",
              Duration.ofDays(180))
          .reads(Pipeline.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    ReleaseSafety safety = subject.delivery().releaseSafety();
    ReleaseSafety.Recovery recovery = safety == null ? null : safety.recovery();
    List<String> checks = recovery == null ? List.of() : recovery.checks();
    if (recovery != null) {
      declared(recovery, answer);
    }
    List<Rollback> rollbacks = Rollback.of(subject);
    for (Rollback rollback : rollbacks) {
      checkedAfter(rollback, checks)
          .ifPresentOrElse(
              at -> answer.enforced(at, "runs after the rollback of job " + rollback.job().id()),
              () ->
                  answer.gap(
                      Level.ENFORCED,
                      rollback.activity().source(),
                      "job " + rollback.job().id() + " rolls back and checks nothing afterwards",
                      "add a step after it that runs the recovery checks and fails with them"));
    }
    if (rollbacks.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no job rolls back and then checks that it helped",
          "add a job that rolls back and runs the recovery checks after it");
    }
    subject.runs(Run.Kind.RECOVERY_CHECK).stream()
        .limit(1)
        .filter(Run::succeeded)
        .forEach(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static void declared(ReleaseSafety.Recovery recovery, Answer.Builder answer) {
    if (recovery.checks().isEmpty()) {
      answer.gap(
          Level.DECLARED,
          recovery.at().source(),
          "no check has to pass after a rollback",
          "list analyses, health checks or jobs under `checks`");
    } else if (recovery.within() == null) {
      answer.gap(
          Level.DECLARED,
          recovery.at().source(),
          "within which time the checks have to pass is not said",
          "add `within`, `PT10M` say");
    } else {
      answer.declared(
          recovery.at().source(),
          String.join(", ", recovery.checks())
              + " must pass within "
              + IsoDuration.of(recovery.within()));
    }
  }

  /// What comes later in the same step or job, or a job that needs it, which checks or is named as
  /// a check.
  private static Optional<Source> checkedAfter(Rollback rollback, List<String> checks) {
    List<Activity> together = rollback.occurrence().step().step().activities();
    Stream<Source> then =
        together.stream()
            .skip(together.indexOf(rollback.activity()) + 1L)
            .filter(a -> CHECKS.contains(a.kind()) && a.ignored() == null)
            .map(Activity::source);
    Stream<Source> later =
        rollback.job().steps().stream()
            .filter(step -> step.index() > rollback.step().index())
            .filter(step -> blocks(step) && checks(step, checks))
            .map(Step::source);
    Stream<Source> after =
        needing(rollback).stream()
            .filter(job -> job.continueOnError() == null)
            .filter(job ->
                checks.contains(job.id())
                    || job.steps().stream().anyMatch(s -> blocks(s) && checks(s, checks)))
            .map(Job::source);
    return Stream.concat(then, Stream.concat(later, after)).findFirst();
  }

  private static boolean blocks(Step step) {
    return step.continueOnError() == null;
  }

  private static boolean checks(Step step, List<String> checks) {
    return Stream.of(step.id(), step.name()).filter(Objects::nonNull).anyMatch(checks::contains)
        || step.activities().stream()
            .anyMatch(a -> CHECKS.contains(a.kind()) && a.ignored() == null);
  }

  private static List<Job> needing(Rollback rollback) {
    List<String> before = new ArrayList<>(List.of(rollback.job().id()));
    List<Job> found = new ArrayList<>();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Job job : rollback.pipeline().jobs()) {
        if (!before.contains(job.id())
            && job.needs().stream().anyMatch(n -> before.contains(n.value()))) {
          before.add(job.id());
          found.add(job);
          grew = true;
        }
      }
    }
    return found;
  }
}
