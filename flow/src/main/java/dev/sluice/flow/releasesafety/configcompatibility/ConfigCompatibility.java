package dev.sluice.flow.releasesafety.configcompatibility;

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
import java.util.List;
import java.util.Set;

/// The previous version runs with the new configuration, and the new one with the previous.
@AutoService(Criterion.class)
public final class ConfigCompatibility implements Criterion {
  private static final Set<Activity.Kind> CHECKS =
      Set.of(Activity.Kind.TEST, Activity.Kind.VALIDATE_CONFIG);

  private static final Definition DEFINITION =
      Definition.of(
              "release-safety.config-compatibility",
              Stage.RELEASE_SAFETY,
              "Does the previous version run with the new configuration, and the reverse?",
              "A rollback that brings the code back and leaves the configuration, or the reverse,"
                  + " runs a pair that nobody ever tried.",
              "set both booleans of `releaseSafety.config`, and name the `job` that checks it")
          .enforced(
              "keep the named job in the pipeline, with a step that tests or validates and may fail"
                  + " it")
          .onlyOfWhatRuns()
          .reads(Pipeline.class, Job.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    ReleaseSafety safety = subject.delivery().releaseSafety();
    ReleaseSafety.ConfigCompatibility config = safety == null ? null : safety.config();
    if (config == null) {
      return answer.done();
    }
    both(config, answer);
    String name = config.job();
    if (name == null) {
      answer.gap(
          Level.ENFORCED,
          config.at().source(),
          "no job checks that versions and configurations go together",
          "add `job`, with the id of the job that checks it");
      return answer.done();
    }
    List<Job> jobs =
        subject.facts(Job.class).stream().filter(job -> job.id().equals(name)).toList();
    List<Job> checking = jobs.stream().filter(ConfigCompatibility::checks).toList();
    checking.forEach(job -> answer.enforced(job.source(), "job " + name + " checks it"));
    if (checking.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          config.at().of("job"),
          jobs.isEmpty()
              ? "no pipeline has a job " + name
              : "job " + name + " runs no check that could fail it",
          jobs.isEmpty() ? "name a job that exists" : "let a step of it test both pairs");
    }
    return answer.done();
  }

  private static void both(ReleaseSafety.ConfigCompatibility config, Answer.Builder answer) {
    boolean forward = Boolean.TRUE.equals(config.newVersionRunsWithPreviousConfig());
    boolean backward = Boolean.TRUE.equals(config.previousVersionRunsWithNewConfig());
    if (forward && backward) {
      answer.declared(config.at().source(), "versions and configurations go together both ways");
      return;
    }
    String key = backward ? "newVersionRunsWithPreviousConfig" : "previousVersionRunsWithNewConfig";
    answer.gap(
        Level.DECLARED,
        config.at().of(key),
        backward
            ? "the new version is not said to run with the previous configuration"
            : "the previous version is not said to run with the new configuration",
        "make it so, and set `" + key + ": true`");
  }

  private static boolean checks(Job job) {
    return job.continueOnError() == null
        && job.steps().stream()
            .filter(step -> step.continueOnError() == null)
            .flatMap(step -> step.activities().stream())
            .anyMatch(a -> CHECKS.contains(a.kind()) && a.ignored() == null);
  }
}
