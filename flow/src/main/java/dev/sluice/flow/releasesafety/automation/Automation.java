package dev.sluice.flow.releasesafety.automation;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.ReleaseSafety.Trigger;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.measurement.IsoDuration;
import dev.sluice.flow.releasesafety.ProductionRollouts;
import dev.sluice.flow.releasesafety.Rollback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A machine acts on each trigger, within a stated time.
@AutoService(Criterion.class)
public final class Automation implements Criterion {
  /// What a delivery says that names no job of its own.
  private static final String PIPELINE = "the pipeline";

  private static final Definition DEFINITION =
      Definition.of(
              "release-safety.automation",
              Stage.RELEASE_SAFETY,
              "Does a machine act on each rollback trigger, within a stated time?",
              "A rollback that waits for somebody to wake up takes as long as waking up does.",
              "state `action`, `by` and `within` for each of `releaseSafety.triggers`")
          .enforced(
              "let a rollout object with an analysis abort by itself, or roll back in a job that"
                  + " runs on failure")
          .proven(
              "a rollback that a trigger started ended within the stated time (a run of kind"
                  + " `rollback` or `rollback-drill` whose values name the `trigger`)",
              Duration.ofDays(180))
          .reads(RolloutObject.class, Pipeline.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    ReleaseSafety safety = subject.delivery().releaseSafety();
    List<Trigger> triggers = safety == null ? List.of() : safety.triggers();
    List<RolloutObject> rollouts =
        ProductionRollouts.of(subject).stream().filter(r -> !r.analyses().isEmpty()).toList();
    List<Rollback> jobs = Rollback.of(subject).stream().filter(Rollback::automatic).toList();
    rollouts.forEach(r ->
        answer.enforced(
            r.analyses().getFirst().source(), r.tool() + " aborts " + r.name() + " by itself"));
    jobs.forEach(job ->
        answer.enforced(
            job.activity().source(), "job " + job.job().id() + " rolls back by itself"));
    triggers.forEach(trigger -> declared(trigger, rollouts, jobs, answer));
    if (rollouts.isEmpty() && jobs.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "nothing in the repository rolls back by itself",
          "give the rollout object an analysis, or add a step that rolls back with `if:"
              + " failure()`");
    }
    proven(triggers, subject, answer);
    return answer.done();
  }

  private static void declared(
      Trigger trigger, List<RolloutObject> rollouts, List<Rollback> jobs, Answer.Builder answer) {
    List<String> lacks = new ArrayList<>();
    String by = trigger.by();
    if (trigger.action() == null) {
      lacks.add("`action`");
    }
    if (by == null) {
      lacks.add("`by`");
    }
    if (trigger.within() == null) {
      lacks.add("`within`");
    }
    if (!lacks.isEmpty()) {
      answer.gap(
          Level.DECLARED,
          trigger.at().source(),
          "trigger " + trigger.name() + " does not say what acts on it, and within which time",
          "add " + String.join(", ", lacks));
      return;
    }
    answer.declared(
        trigger.at().source(),
        by + " acts on " + trigger.name() + " within " + IsoDuration.of(trigger.within()));
    boolean seen =
        rollouts.stream().anyMatch(r -> r.tool().equals(by))
            || jobs.stream().anyMatch(j -> j.job().id().equals(by) || PIPELINE.equals(by));
    if (!seen && trigger.action() == ReleaseSafety.Action.ROLLBACK) {
      answer.gap(
          Level.ENFORCED,
          trigger.at().of("by"),
          by
              + " is to act on "
              + trigger.name()
              + ", but nothing in the repository shows it acting by itself",
          "name the rollout tool or the job that rolls back, and keep it in the repository");
    }
  }

  private static void proven(List<Trigger> triggers, Subject subject, Answer.Builder answer) {
    Stream.of(Run.Kind.ROLLBACK, Run.Kind.ROLLBACK_DRILL)
        .flatMap(kind -> subject.runs(kind).stream())
        .filter(run -> run.succeeded() && run.values().containsKey("trigger"))
        .filter(run -> inTime(run, triggers))
        .forEach(run -> answer.proven(run.source(), run.summary(), run.at()));
  }

  /// Whether the rollback kept the time of its trigger; a trigger that states none is kept by any.
  private static boolean inTime(Run run, List<Trigger> triggers) {
    Duration took = run.duration("duration");
    return triggers.stream()
        .filter(t -> t.name().equals(run.values().get("trigger")))
        .map(Trigger::within)
        .filter(within -> within != null)
        .allMatch(within -> took != null && took.compareTo(within) <= 0);
  }
}
