package dev.sluice.survey.activity;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.shell.Script;
import dev.sluice.survey.shell.ShellMode;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A justfile: recipes with their lines and what they depend on.
final class Justfile {
  private final TreeFile file;
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  private Justfile(TreeFile file) {
    this.file = file;
  }

  private record Rule(List<String> needs, List<Line> lines) {}

  private record Line(int number, int column, String text, boolean ignored) {}

  /// The justfile of a directory, or null when there is none.
  static @Nullable Justfile of(Tree tree, String directory) {
    for (String name : List.of("justfile", "Justfile", ".justfile")) {
      TreeFile file = tree.file(directory.equals(".") ? name : directory + "/" + name).orElse(null);
      if (file != null) {
        Justfile justfile = new Justfile(file);
        justfile.read();
        return justfile;
      }
    }
    return null;
  }

  /// The recipe that runs when none is named, or null.
  @Nullable String first() {
    return rules.keySet().stream().findFirst().orElse(null);
  }

  /// The lines of a recipe and of what it depends on; null when there is no such recipe.
  @Nullable List<Recipe> recipes(String name) {
    List<Recipe> recipes = new ArrayList<>();
    return collect(name, new HashSet<>(), recipes) ? recipes : null;
  }

  private boolean collect(String name, Set<String> seen, List<Recipe> into) {
    Rule rule = rules.get(name);
    if (rule == null || !seen.add(name) || seen.size() > 100) {
      return rule != null;
    }
    rule.needs().forEach(need -> collect(need, seen, into));
    if (!rule.lines().isEmpty() && rule.lines().getFirst().text().startsWith("#!")) {
      into.add(whole(rule.lines()));
    } else {
      rule.lines().forEach(line -> into.add(recipe(line)));
    }
    return true;
  }

  private Recipe whole(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    String script = text.toString();
    Source at = new Source(file.path(), lines.getFirst().number(), 1);
    return new Recipe(
        new Script(script, Places.of(at, script), ShellMode.ofShebang(script), file.directory()));
  }

  private Recipe recipe(Line line) {
    Source at = new Source(file.path(), line.number(), line.column());
    Text ignored = line.ignored() ? new Text(at, "- before the line") : null;
    return new Recipe(
        new Script(line.text(), Places.fixed(at), ShellMode.plain(), file.directory()),
        ignored,
        false);
  }

  private void read() {
    List<String> lines = file.text().lines().toList();
    Rule current = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank()) {
        continue;
      }
      if (Character.isWhitespace(line.charAt(0))) {
        if (current != null) {
          current.lines().add(line(line, i + 1));
        }
      } else if (!line.startsWith("#") && !line.startsWith("[") && !line.contains(":=")) {
        current = header(line);
      }
    }
  }

  private static Line line(String line, int number) {
    String text = line.strip();
    boolean ignored = false;
    while (text.startsWith("@") || text.startsWith("-")) {
      ignored |= text.startsWith("-");
      text = text.substring(1);
    }
    return new Line(number, line.indexOf(text) + 1, text, ignored);
  }

  private @Nullable Rule header(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return null;
    }
    String name = line.substring(0, colon).replace("@", "").strip().split("\\s+", -1)[0];
    List<String> needs = new ArrayList<>();
    for (String need : line.substring(colon + 1).split("[\\s()&]+", -1)) {
      if (!need.isEmpty()) {
        needs.add(need);
      }
    }
    Rule rule = new Rule(needs, new ArrayList<>());
    rules.put(name, rule);
    return rule;
  }
}
