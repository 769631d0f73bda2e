package dev.sluice.survey.activity;

import dev.sluice.flow.source.Source;
import dev.sluice.survey.shell.Places;
import dev.sluice.survey.shell.Script;
import dev.sluice.survey.shell.ShellMode;
import dev.sluice.survey.shell.Word;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scripts that are files of the repository and are called by their path.
final class LocalScripts {
  private static final long MAX_BYTES = 512 * 1024;
  private static final Set<String> SHELLS =
      Set.of("bash", "sh", "zsh", "dash", "ksh", "source", ".");
  private static final Set<String> HOME =
      Set.of(
          "$GITHUB_WORKSPACE/",
          "${GITHUB_WORKSPACE}/",
          "${{ github.workspace }}/",
          "${{github.workspace}}/",
          "$PWD/",
          "$(pwd)/",
          "${PWD}/");
  private static final Set<String> TESTING =
      Set.of(
          "test",
          "tests",
          "spec",
          "specs",
          "e2e",
          "itest",
          "itests",
          "selftest",
          "runtest",
          "runtests",
          "testsuite",
          "smoketest",
          "unittest",
          "unittests",
          "integration");
  private static final Set<String> PREPARING =
      Set.of(
          "build",
          "setup",
          "install",
          "prepare",
          "gen",
          "generate",
          "create",
          "image",
          "images",
          "lib",
          "deps",
          "env",
          "data",
          "upload",
          "report",
          "reports",
          "publish",
          "download",
          "init",
          "clean",
          "cleanup",
          "deploy",
          "fixtures",
          "matrix",
          "split",
          "list",
          "config",
          "summary",
          "coverage",
          "start",
          "stop",
          "utils",
          "common",
          "wait",
          "server",
          "db");

  private static final Set<String> RUNNING = Set.of("run", "runner", "all", "main", "index");
  private static final int MAX_MATCHES = 10;

  private final Tree tree;

  LocalScripts(Tree tree) {
    this.tree = tree;
  }

  /// Whether a word calls a shell, so that a script's path follows.
  static boolean isShell(Word word) {
    return SHELLS.contains(word.text());
  }

  /// The shell script that a command runs, if it is one of the repository's.
  List<Recipe> of(List<Word> words, @Nullable String directory) {
    boolean named = isShell(words.getFirst());
    return files(words, directory).stream()
        .filter(file -> file.size() <= MAX_BYTES)
        .flatMap(file -> recipe(file, words, named, directory).stream())
        .toList();
  }

  /// The file that a command runs; several when an expression in its path stands for a name.
  private List<TreeFile> files(List<Word> words, @Nullable String directory) {
    TreeFile file = file(words, directory);
    if (file != null) {
      return List.of(file);
    }
    String path = words.getFirst().text();
    int start = path.indexOf("${{");
    int end = path.indexOf("}}", Math.max(0, start));
    if (directory == null || start < 1 || end < 0 || path.indexOf("${{", end) >= 0) {
      return List.of();
    }
    String pattern = path.substring(0, start) + "*" + path.substring(end + 2);
    String full = Tree.resolve(directory, pattern).orElse("");
    return full.startsWith("*")
        ? List.of()
        : tree.files().stream()
            .filter(candidate -> Globs.matches(full, candidate.path()))
            .limit(MAX_MATCHES)
            .toList();
  }

  private static List<Recipe> recipe(
      TreeFile file, List<Word> words, boolean named, @Nullable String directory) {
    String text = file.text();
    boolean shell =
        text.startsWith("#!")
            ? ShellMode.ofShebang(text).language() == ShellMode.Language.POSIX
            : named || file.fileName().endsWith(".sh");
    if (!shell) {
      return List.of();
    }
    ShellMode mode = named ? flagged(words) : ShellMode.ofShebang(text);
    return List.of(
        new Recipe(new Script(text, Places.of(Source.of(file.path()), text), mode, directory)));
  }

  private static ShellMode flagged(List<Word> words) {
    boolean errexit = words.stream().skip(1).anyMatch(w -> w.text().matches("-[a-z]*e[a-z]*"));
    boolean pipefail = words.stream().anyMatch(w -> w.text().equals("pipefail"));
    return new ShellMode(ShellMode.Language.POSIX, errexit, pipefail, null);
  }

  /// The file of the repository that a command runs, or null.
  private @Nullable TreeFile file(List<Word> words, @Nullable String directory) {
    Word path = isShell(words.getFirst()) ? argument(words) : words.getFirst();
    if (path == null) {
      return null;
    }
    String text = path.text().replace('\\', '/');
    for (String home : HOME) {
      if (text.startsWith(home)) {
        return find(".", text.substring(home.length()));
      }
    }
    boolean plausible = text.contains("/") || text.endsWith(".sh") || text.contains(".");
    return plausible && directory != null && !text.contains("$") ? find(directory, text) : null;
  }

  private @Nullable TreeFile find(String directory, String path) {
    if (path.startsWith("/") || path.indexOf('\0') >= 0) {
      return null;
    }
    return Tree.resolve(directory, path).flatMap(tree::file).orElse(null);
  }

  private static @Nullable Word argument(List<Word> words) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).text();
      if (word.equals("-c")) {
        return null;
      }
      if (word.equals("-o") || word.equals("+o")) {
        i++;
      } else if (!word.startsWith("-") && !word.startsWith("+")) {
        return words.get(i);
      }
    }
    return null;
  }

  /// Whether a command runs a file of the repository whose name says that it tests, as `node
  /// test/run.js` does.
  boolean runsTestFile(List<Word> words, @Nullable String directory) {
    TreeFile file = file(words, directory);
    if (file == null) {
      return false;
    }
    List<String> own = tokens(file.fileName());
    if (own.stream().anyMatch(PREPARING::contains)) {
      return false;
    }
    String where = file.directory();
    String parent = where.substring(where.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return own.stream().anyMatch(TESTING::contains)
        || (own.stream().anyMatch(RUNNING::contains) && TESTING.contains(parent));
  }

  private static List<String> tokens(String name) {
    return Arrays.asList(name.toLowerCase(Locale.ROOT).split("[._-]+", -1));
  }
}
