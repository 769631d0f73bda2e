package dev.sluice.survey.activity;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.shell.Script;
import dev.sluice.survey.shell.ShellMode;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Makefile with the files that it includes by plain names: targets, what they need, and their
/// recipes.
///
/// Source: GNU make manual, 3.9 and 5. Functions and pattern rules beyond a lone `%` are not
/// evaluated.
final class Makefile {
  private static final int MAX_INCLUDES = 20;
  private static final int MAX_EXPANSION = 20_000;
  private static final ShellMode LINE = ShellMode.plain();

  private final Tree tree;
  private final String directory;
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<String, String> variables = new HashMap<>(Map.of("MAKE", "make"));
  private final Set<String> read = new LinkedHashSet<>();
  private boolean incomplete;
  private boolean oneShell;
  private boolean pipefail;
  private boolean errexit;

  private Makefile(Tree tree, String directory) {
    this.tree = tree;
    this.directory = directory;
  }

  /// A target's prerequisites and lines.
  record Target(String name, List<String> needs, List<Line> lines) {}

  /// A line of a recipe, without its prefix.
  ///
  /// @param ignored the `-` before it
  record Line(Source source, String text, @Nullable Text ignored) {}

  /// The Makefile of a directory, or null when there is none.
  static @Nullable Makefile of(Tree tree, String directory) {
    for (String name : List.of("GNUmakefile", "makefile", "Makefile")) {
      String path = directory.equals(".") ? name : directory + "/" + name;
      TreeFile file = tree.file(path).orElse(null);
      if (file != null && file.size() < TreeFile.MAX_BYTES) {
        Makefile makefile = new Makefile(tree, directory);
        makefile.read(file);
        return makefile;
      }
    }
    return null;
  }

  /// Whether it includes what can't be read, so that targets may be missing here.
  boolean incomplete() {
    return incomplete;
  }

  /// The target that runs when none is named, or null.
  @Nullable String first() {
    String named = variables.get(".DEFAULT_GOAL");
    return named != null
        ? named
        : targets.keySet().stream()
            .filter(name -> !name.startsWith(".") && !name.contains("%"))
            .findFirst()
            .orElse(null);
  }

  /// The recipes of a target and of all that it needs, in order; null when there is no such target.
  @Nullable List<Recipe> recipes(String name) {
    List<Recipe> recipes = new ArrayList<>();
    return collect(name, new LinkedHashSet<>(), recipes) ? recipes : null;
  }

  private boolean collect(String name, Set<String> seen, List<Recipe> into) {
    Target target = targets.get(name);
    if (target == null || !seen.add(name) || seen.size() > 200) {
      return target != null;
    }
    target.needs().forEach(need -> collect(need, seen, into));
    if (oneShell && !target.lines().isEmpty()) {
      into.add(whole(target));
    } else {
      target.lines().forEach(line -> into.add(recipe(line, name)));
    }
    return true;
  }

  private Recipe whole(Target target) {
    StringBuilder text = new StringBuilder();
    target.lines().forEach(line -> text.append(expand(line.text(), target.name())).append('\n'));
    Line first = target.lines().getFirst();
    return new Recipe(
        new Script(text.toString(), Places.of(first.source(), text.toString()), mode(), directory),
        first.ignored(),
        false);
  }

  private Recipe recipe(Line line, String target) {
    String text = expand(line.text(), target);
    return new Recipe(
        new Script(text, Places.fixed(line.source()), mode(), directory), line.ignored(), false);
  }

  private ShellMode mode() {
    return pipefail || errexit
        ? new ShellMode(ShellMode.Language.POSIX, errexit, pipefail, null)
        : LINE;
  }

  private void read(TreeFile file) {
    if (!read.add(file.path()) || read.size() > MAX_INCLUDES) {
      return;
    }
    List<String> lines = file.text().lines().toList();
    List<Target> current = List.of();
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      StringBuilder joined = new StringBuilder(lines.get(i));
      while (joined.length() > 0
          && joined.charAt(joined.length() - 1) == '\\'
          && i + 1 < lines.size()) {
        joined.setLength(joined.length() - 1);
        joined.append(' ').append(lines.get(++i).strip());
      }
      String line = joined.toString();
      if (line.startsWith("\t")) {
        Line read = line(file, number, line);
        if (read != null) {
          current.forEach(target -> target.lines().add(read));
        }
      } else {
        current = statement(file, number, line, current);
      }
    }
  }

  private static @Nullable Line line(TreeFile file, int number, String line) {
    int start = 1;
    int minus = -1;
    while (start < line.length() && "@-+ \t".indexOf(line.charAt(start)) >= 0) {
      minus = line.charAt(start) == '-' ? start : minus;
      start++;
    }
    if (start >= line.length() || line.charAt(start) == '#') {
      return null;
    }
    Source at = new Source(file.path(), number, start + 1);
    Text ignored = minus < 0 ? null : new Text(at.at(number, minus + 1), "- before the line");
    return new Line(at, line.substring(start), ignored);
  }

  private List<Target> statement(TreeFile file, int number, String line, List<Target> current) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return current;
    }
    if (text.startsWith("include ")
        || text.startsWith("-include ")
        || text.startsWith("sinclude ")) {
      include(file, text.substring(text.indexOf(' ')).strip());
      return List.of();
    }
    int equals = text.indexOf('=');
    int colon = text.indexOf(':');
    boolean assigns =
        equals > 0
            && (colon < 0
                || equals < colon
                || colon == equals - 1
                || text.startsWith("::=", colon));
    if (assigns) {
      assign(text, equals);
      return List.of();
    }
    return colon > 0 ? targets(file, number, text, colon) : current;
  }

  private void assign(String text, int equals) {
    String name = text.substring(0, equals).replaceAll("[:?+!]+$", "").strip();
    name = name.startsWith("export ") ? name.substring(7).strip() : name;
    String value = text.substring(equals + 1).strip();
    boolean appends = text.charAt(equals - 1) == '+';
    boolean keeps = text.charAt(equals - 1) == '?';
    switch (name) {
      case "SHELL", ".SHELLFLAGS" -> {
        pipefail |= value.contains("pipefail");
        errexit |= value.matches(".*(^|\\s)-[a-z]*e[a-z]*(\\s.*|$)");
      }
      default ->
          variables.merge(
              name, value, (old, fresh) -> appends ? old + " " + fresh : keeps ? old : fresh);
    }
  }

  private void include(TreeFile file, String names) {
    for (String name : expand(names, "").split("\\s+", -1)) {
      TreeFile found =
          Tree.resolve(directory, name)
              .or(() -> Tree.resolve(file.directory(), name))
              .flatMap(tree::file)
              .orElse(null);
      if (found == null) {
        incomplete = true;
      } else {
        read(found);
      }
    }
  }

  private List<Target> targets(TreeFile file, int number, String text, int colon) {
    String names = expand(text.substring(0, colon), "");
    String rest = text.substring(text.startsWith("::", colon) ? colon + 2 : colon + 1);
    int hash = rest.indexOf('#');
    rest = hash >= 0 ? rest.substring(0, hash) : rest;
    if (rest.indexOf('=') > 0 && rest.indexOf(';') < 0) {
      return List.of(); // a variable of one target
    }
    int semicolon = rest.indexOf(';');
    String needs = semicolon < 0 ? rest : rest.substring(0, semicolon);
    List<Target> current = new ArrayList<>();
    for (String name : names.strip().split("\\s+", -1)) {
      if (name.isEmpty()) {
        continue;
      }
      oneShell |= name.equals(".ONESHELL");
      Target target =
          targets.computeIfAbsent(name, n -> new Target(n, new ArrayList<>(), new ArrayList<>()));
      for (String need : expand(needs, name).replace("|", " ").strip().split("\\s+", -1)) {
        target.needs().add(need);
      }
      if (semicolon >= 0) {
        target
            .lines()
            .add(
                new Line(
                    new Source(file.path(), number, 1),
                    rest.substring(semicolon + 1).strip(),
                    null));
      }
      current.add(target);
    }
    return current;
  }

  /// Replaces `$(NAME)`, `${NAME}`, `$@` and `$$`; what it does not know stays as a shell
  /// variable's look.
  private String expand(String text, String target) {
    StringBuilder out = new StringBuilder();
    expand(text, target, out, 0);
    return out.toString();
  }

  private void expand(String text, String target, StringBuilder out, int depth) {
    for (int i = 0; i < text.length() && out.length() < MAX_EXPANSION; i++) {
      char c = text.charAt(i);
      if (c != '$' || i + 1 >= text.length()) {
        out.append(c);
        continue;
      }
      char next = text.charAt(++i);
      if (next == '$') {
        out.append('$');
      } else if (next == '@') {
        out.append(target);
      } else if (next == '(' || next == '{') {
        int close = close(text, i, next == '(' ? ')' : '}');
        variable(text.substring(Math.min(i + 1, close), close), target, out, depth);
        i = close;
      } else {
        out.append('$').append(next);
      }
    }
  }

  private static int close(String text, int open, char closing) {
    int level = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == text.charAt(open)) {
        level++;
      } else if (text.charAt(i) == closing) {
        level--;
        if (level == 0) {
          return i;
        }
      }
    }
    return text.length();
  }

  private void variable(String name, String target, StringBuilder out, int depth) {
    String value = variables.get(name);
    boolean plain =
        name.chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    if (value != null && depth < 8) {
      expand(value, target, out, depth + 1);
    } else if (plain) {
      out.append("${").append(name).append('}');
    }
  }
}
