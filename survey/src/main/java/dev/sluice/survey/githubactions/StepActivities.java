package dev.sluice.survey.githubactions;

import dev.sluice.flow.fact.Image;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.activity.Actions;
import dev.sluice.survey.activity.Found;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.shell.Script;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recognises what a step does, from its script, its action or its container.
final class StepActivities {
  private static final String CONTAINER = "docker://";

  private final TreeFile file;
  private final StepContext context;

  StepActivities(TreeFile file, StepContext context) {
    this.file = file;
    this.context = context;
  }

  List<Found> of(Yaml step) {
    if (step.get("run") instanceof Yaml.Scalar run) {
      return context.recognizer().of(script(run, step));
    }
    Text uses = Shapes.text(step, "uses");
    if (uses == null) {
      return List.of();
    }
    if (uses.value().startsWith(CONTAINER)) {
      return container(step, uses);
    }
    String action = StepsReader.action(uses);
    return action == null
        ? List.of()
        : context
            .actions()
            .of(
                Actions.Use.of(
                    action, uses, Shapes.map(step.get("with")), Shapes.map(step.get("env"))),
                input -> held(input, step));
  }

  private Script script(Yaml.Scalar run, Yaml step) {
    Text shell = Shapes.text(step, "shell");
    return new Script(
        run.text(),
        Places.of(file, run),
        ShellChoice.of(shell == null ? context.shell() : shell, context.runsOn()),
        directory(step));
  }

  private @Nullable Script held(String input, Yaml step) {
    for (Yaml.Entry entry : step.entries("with")) {
      if (entry.name().equalsIgnoreCase(input) && entry.value() instanceof Yaml.Scalar script) {
        return new Script(
            script.text(), Places.of(file, script), ShellChoice.of(null, null), directory(step));
      }
    }
    return null;
  }

  /// An image run as a step is the command that its name says, with its arguments.
  private List<Found> container(Yaml step, Text uses) {
    String image = Image.parse(uses.value().substring(CONTAINER.length())).shortName();
    String arguments = step.string("with", "args");
    String line = image + (arguments == null ? "" : " " + arguments);
    return context
        .recognizer()
        .of(new Script(line, Places.fixed(uses.source()), ShellChoice.of(null, null), "."));
  }

  /// Where the step runs: `.` unless it says otherwise; null when an expression says it.
  private @Nullable String directory(Yaml step) {
    Text own = Shapes.text(step, "working-directory");
    Text directory = own == null ? context.directory() : own;
    if (directory == null) {
      return ".";
    }
    String path = directory.value().replace("${{ github.workspace }}", ".").strip();
    return Expressions.in(path) ? null : Tree.resolve(".", path).orElse(null);
  }
}
