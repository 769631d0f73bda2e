package dev.sluice.survey.githubactions;

import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.activity.Actions;
import dev.sluice.survey.activity.Recognizer;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What steps inherit from the job and the file around them.
///
/// @param file the whole file
/// @param job the job, or null in a local action
/// @param events what starts the file; empty when its callers decide
/// @param shell the default shell, or null
/// @param directory the default working directory, or null
/// @param recognizer tells what scripts do
/// @param actions tells what actions do
/// @param throwAway whether its cluster, if it has one, ends with the job
record StepContext(
    Yaml file,
    @Nullable Yaml job,
    Set<String> events,
    @Nullable Text shell,
    @Nullable Text directory,
    Recognizer recognizer,
    Actions actions,
    boolean throwAway) {

  static StepContext ofJob(Yaml workflow, Yaml job, Recognizer recognizer, LocalActions locals) {
    Set<String> events =
        Triggers.of(workflow).stream().map(trigger -> trigger.event()).collect(Collectors.toSet());
    return new StepContext(
        workflow,
        job,
        events.contains("workflow_call") ? Set.of() : Set.copyOf(events),
        inherited(workflow, job, "shell"),
        inherited(workflow, job, "working-directory"),
        recognizer,
        new Actions(recognizer),
        locals.makesCluster(job.items("steps")));
  }

  static StepContext ofAction(
      String path, Yaml action, Recognizer recognizer, LocalActions locals) {
    boolean throwAway =
        locals.onlyThrowAway(path) || locals.makesCluster(action.items("runs", "steps"));
    return new StepContext(
        action, null, Set.of(), null, null, recognizer, new Actions(recognizer), throwAway);
  }

  /// The same file, seen from another job.
  StepContext inJob(Yaml other) {
    return new StepContext(file, other, events, shell, directory, recognizer, actions, throwAway);
  }

  private static @Nullable Text inherited(Yaml workflow, Yaml job, String key) {
    Text own = Shapes.text(job, "defaults", "run", key);
    return own == null ? Shapes.text(workflow, "defaults", "run", key) : own;
  }

  /// What the job runs on, or null.
  @Nullable Text runsOn() {
    return job == null ? null : Shapes.runsOn(job);
  }
}
