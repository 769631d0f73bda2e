package dev.sluice.survey.activity;

import dev.sluice.survey.shell.Word;
import dev.sluice.survey.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the scripts of the repository that a command runs: targets of Makefiles, scripts of
/// package.json, tasks, and shell scripts. Safe for use by many threads.
final class Callees {
  private static final Set<String> MAKE = Set.of("make", "gmake", "remake");
  private static final Set<String> TASK = Set.of("task", "go-task");
  private static final Set<String> JUST = Set.of("just");

  private final Tree tree;
  private final PackageRunner packages;
  private final LocalScripts scripts;
  private final Map<String, Optional<Makefile>> makefiles = new ConcurrentHashMap<>();
  private final Map<String, Optional<Taskfile>> taskfiles = new ConcurrentHashMap<>();
  private final Map<String, Optional<Justfile>> justfiles = new ConcurrentHashMap<>();

  Callees(Tree tree) {
    this.tree = tree;
    this.packages = new PackageRunner(tree);
    this.scripts = new LocalScripts(tree);
  }

  /// What a command calls.
  ///
  /// @param recipes the scripts that it runs, empty when it runs none of the repository's
  /// @param unresolved names of targets or scripts that must exist but could not be found
  record Called(List<Recipe> recipes, List<String> unresolved) {
    static final Called NOTHING = new Called(List.of(), List.of());
  }

  /// Whether a program is known to run scripts of the repository.
  static boolean knows(String word) {
    String name = Matcher.program(word);
    return MAKE.contains(name)
        || TASK.contains(name)
        || JUST.contains(name)
        || PackageRunner.knows(name);
  }

  Called of(List<Word> words, @Nullable String directory) {
    String name = Matcher.program(words.getFirst().text());
    List<Word> rest = words.subList(1, words.size());
    if (MAKE.contains(name)) {
      return make(rest, directory);
    }
    if (TASK.contains(name)) {
      return task(rest, directory);
    }
    if (JUST.contains(name)) {
      return just(rest, directory);
    }
    if (PackageRunner.knows(name)) {
      return packages.of(name, rest, directory);
    }
    return new Called(scripts.of(words, directory), List.of());
  }

  /// Whether a command runs a file of the repository whose name says that it tests.
  boolean runsTestFile(List<Word> words, @Nullable String directory) {
    return scripts.runsTestFile(words, directory);
  }

  private Called make(List<Word> rest, @Nullable String directory) {
    String where = directory(rest, Set.of("-C", "--directory"), directory);
    List<String> targets =
        plain(rest, Set.of("-C", "--directory", "-f", "--file", "-j", "-l", "-o", "-I"));
    Makefile makefile =
        where == null
            ? null
            : makefiles
                .computeIfAbsent(where, d -> Optional.ofNullable(Makefile.of(tree, d)))
                .orElse(null);
    if (makefile == null) {
      return new Called(List.of(), targets.isEmpty() ? List.of("all") : targets);
    }
    if (targets.isEmpty()) {
      String first = makefile.first();
      targets = first == null ? List.of() : List.of(first);
    }
    List<Recipe> recipes = new ArrayList<>();
    List<String> unresolved = new ArrayList<>();
    for (String target : targets) {
      List<Recipe> own = makefile.recipes(target);
      if (own != null) {
        recipes.addAll(own);
      } else if (makefile.incomplete()) {
        unresolved.add(target);
      }
    }
    return new Called(recipes, unresolved);
  }

  private Called task(List<Word> rest, @Nullable String directory) {
    String where = directory(rest, Set.of("-d", "--dir"), directory);
    Taskfile file =
        where == null
            ? null
            : taskfiles
                .computeIfAbsent(where, d -> Optional.ofNullable(Taskfile.of(tree, d)))
                .orElse(null);
    List<Recipe> recipes = new ArrayList<>();
    for (String name : plain(rest, Set.of("-d", "--dir", "-t", "--taskfile"))) {
      List<Recipe> own = file == null ? null : file.recipes(name);
      recipes.addAll(own == null ? List.of() : own);
    }
    return new Called(recipes, List.of());
  }

  private Called just(List<Word> rest, @Nullable String directory) {
    String where = directory(rest, Set.of("-d", "--working-directory"), directory);
    Justfile file =
        where == null
            ? null
            : justfiles
                .computeIfAbsent(where, d -> Optional.ofNullable(Justfile.of(tree, d)))
                .orElse(null);
    if (file == null) {
      return Called.NOTHING;
    }
    List<String> names =
        plain(rest, Set.of("-d", "-f", "--justfile", "--working-directory", "--set"));
    if (names.isEmpty() && file.first() != null) {
      names = List.of(file.first());
    }
    List<Recipe> recipes = new ArrayList<>();
    for (String name : names) {
      List<Recipe> own = file.recipes(name);
      recipes.addAll(own == null ? List.of() : own);
    }
    return new Called(recipes, List.of());
  }

  /// The directory that a flag names, or the present one; null when it can't be told.
  static @Nullable String directory(
      List<Word> words, Set<String> flags, @Nullable String directory) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).text();
      for (String flag : flags) {
        String value = null;
        if (word.equals(flag) && i + 1 < words.size()) {
          value = words.get(i + 1).text();
        } else if (word.startsWith(flag + "=")) {
          value = word.substring(flag.length() + 1);
        } else if (flag.length() == 2 && word.startsWith(flag) && word.length() > 2) {
          value = word.substring(2);
        }
        if (value != null) {
          return directory == null || value.contains("$")
              ? null
              : Tree.resolve(directory, value).orElse(null);
        }
      }
    }
    return directory;
  }

  /// The words that are no flags, their values or assignments.
  static List<String> plain(List<Word> words, Set<String> valued) {
    List<String> plain = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).text();
      if (word.equals("--")) {
        break;
      }
      if (valued.contains(word)) {
        i +=
            word.equals("-j")
                    && i + 1 < words.size()
                    && !words.get(i + 1).text().matches("[0-9$].*")
                ? 0
                : 1;
      } else if (!word.startsWith("-") && word.indexOf('=') < 0) {
        plain.add(word);
      }
    }
    return plain;
  }
}
