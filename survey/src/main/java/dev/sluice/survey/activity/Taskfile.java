package dev.sluice.survey.activity;

import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.shell.Script;
import dev.sluice.survey.shell.ShellMode;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Taskfile: tasks with their commands and what they depend on.
final class Taskfile {
  private static final ShellMode COMMAND = ShellMode.strict();

  private final TreeFile file;
  private final Yaml document;

  private Taskfile(TreeFile file, Yaml document) {
    this.file = file;
    this.document = document;
  }

  /// The Taskfile of a directory, or null when there is none.
  static @Nullable Taskfile of(Tree tree, String directory) {
    for (String name :
        List.of(
            "Taskfile.yml",
            "Taskfile.yaml",
            "taskfile.yml",
            "taskfile.yaml",
            "Taskfile.dist.yml",
            "Taskfile.dist.yaml")) {
      TreeFile file = tree.file(directory.equals(".") ? name : directory + "/" + name).orElse(null);
      if (file != null && !file.yaml().documents().isEmpty()) {
        return new Taskfile(file, file.yaml().documents().getFirst());
      }
    }
    return null;
  }

  /// The commands of a task and of what it depends on; null when there is no such task.
  @Nullable List<Recipe> recipes(String name) {
    List<Recipe> recipes = new ArrayList<>();
    return collect(name, new HashSet<>(), recipes) ? recipes : null;
  }

  private boolean collect(String name, Set<String> seen, List<Recipe> into) {
    Yaml task = document.at("tasks", name);
    if (task == null || !seen.add(name) || seen.size() > 100) {
      return task != null;
    }
    task.items("deps")
        .forEach(dep -> reference(dep).ifPresent(d -> collect(d.value(), seen, into)));
    List<Yaml> commands = new ArrayList<>(task.items());
    commands.addAll(task.items("cmds"));
    commands.forEach(command -> command(command, seen, into));
    task.text()
        .or(() -> task.text("cmd"))
        .or(() -> task.text("cmds"))
        .ifPresent(text -> into.add(recipe(text, null)));
    return true;
  }

  private static Optional<Text> reference(Yaml dep) {
    return dep.text("task").or(dep::text);
  }

  private void command(Yaml command, Set<String> seen, List<Recipe> into) {
    command.text("task").ifPresent(task -> collect(task.value(), seen, into));
    Text ignored =
        command.text("ignore_error").filter(text -> text.value().equals("true")).orElse(null);
    command.text("cmd").or(command::text).ifPresent(text -> into.add(recipe(text, ignored)));
  }

  private Recipe recipe(Text text, @Nullable Text ignored) {
    Text named = ignored == null ? null : new Text(ignored.source(), "ignore_error: true");
    return new Recipe(
        new Script(text.value(), Places.fixed(text.source()), COMMAND, file.directory()),
        named,
        false);
  }
}
