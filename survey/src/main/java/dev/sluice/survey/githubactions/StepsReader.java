package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.activity.Found;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps of one job or composite action.
final class StepsReader {
  private final TreeFile file;
  private final String job;
  private final StepContext context;
  private final List<Yaml> steps;
  private final Injections injections;
  private final StepActivities activities;

  StepsReader(TreeFile file, String job, List<Yaml> steps, StepContext context) {
    this.file = file;
    this.job = job;
    this.context = context;
    this.steps = steps;
    this.injections = new Injections(file, context, new Untrusted(context, steps));
    this.activities = new StepActivities(file, context);
  }

  List<Step> read() {
    List<List<Found>> found = steps.stream().map(activities::of).toList();
    List<Found> all = new ArrayList<>();
    found.forEach(all::addAll);
    if (context.throwAway()) {
      all.add(new Found(null, Set.of(Found.Mark.MAKES_CLUSTER)));
    }
    Set<Found.Mark> marks = Found.marks(all);
    List<Step> read = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Yaml.Mapping step) {
        read.add(step(step, i, found.get(i), marks));
      }
    }
    return read;
  }

  /// What the job does by calling a workflow of another repository, as one step; empty when nothing
  /// is known of that workflow.
  ///
  /// @param calling the job itself
  List<Step> called(Yaml calling) {
    List<Found> found = activities.of(calling);
    return found.isEmpty()
        ? List.of()
        : List.of(
            new Step(
                calling.source(),
                file.path(),
                job,
                0,
                null,
                null,
                null,
                Shapes.map(calling.get("with")),
                Map.of(),
                null,
                null,
                null,
                null,
                Found.counting(found, Found.marks(found)),
                List.of()));
  }

  private Step step(Yaml step, int index, List<Found> own, Set<Found.Mark> marks) {
    Text uses = Shapes.text(step, "uses");
    return new Step(
        step.source(),
        file.path(),
        job,
        index,
        step.string("id"),
        step.string("name"),
        uses,
        Shapes.map(step.get("with")),
        Shapes.map(step.get("env")),
        Shapes.text(step, "run"),
        Shapes.text(step, "if"),
        Shapes.text(step, "continue-on-error"),
        Shapes.text(step, "timeout-minutes"),
        Found.counting(own, marks),
        injections.of(step, action(uses)));
  }

  /// `owner/repository[/path]` without its version; null for a step that uses none, or a local one.
  static @Nullable String action(@Nullable Text uses) {
    if (uses == null || uses.value().startsWith("./") || uses.value().startsWith("docker://")) {
      return null;
    }
    int at = uses.value().indexOf('@');
    return at < 0 ? uses.value() : uses.value().substring(0, at);
  }
}
