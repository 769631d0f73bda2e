package dev.sluice.survey.shell;

import dev.sluice.survey.tree.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shell options and directory that hold while a script is walked. Changes as `set` and `cd`
/// are met.
final class Options {
  private Situation.@Nullable Span lenient;
  private boolean pipefail;
  private @Nullable String directory;

  Options(Situation.@Nullable Span lenient, boolean pipefail, @Nullable String directory) {
    this.lenient = lenient;
    this.pipefail = pipefail;
    this.directory = directory;
  }

  /// Why failures don't end the script, or null when they do.
  Situation.@Nullable Span lenient() {
    return lenient;
  }

  boolean pipefail() {
    return pipefail;
  }

  @Nullable String directory() {
    return directory;
  }

  Options copy() {
    return new Options(lenient, pipefail, directory);
  }

  /// Takes note of `set`, `cd`, `pushd` and `popd`.
  void meet(Node.Simple command) {
    List<Word> words = command.words();
    if (words.isEmpty()) {
      return;
    }
    switch (words.getFirst().text()) {
      case "set" -> set(command);
      case "cd", "pushd" -> directory = words.size() > 1 ? entered(words.getLast().text()) : null;
      case "popd" -> directory = null;
      default -> {
        // leaves options as they are
      }
    }
  }

  private @Nullable String entered(String target) {
    if (target.equals("${{ github.workspace }}") || target.equals("$GITHUB_WORKSPACE")) {
      return ".";
    }
    boolean plain = target.chars().noneMatch(c -> "$`~*?{".indexOf(c) >= 0) && !target.equals("-");
    return plain && directory != null ? Tree.resolve(directory, target).orElse(null) : null;
  }

  private void set(Node.Simple command) {
    List<Word> words = command.words();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).text();
      boolean on = word.startsWith("-");
      if (word.length() < 2 || !(on || word.startsWith("+"))) {
        continue;
      }
      if (word.indexOf('e') > 0) {
        errexit(on, command, words);
      }
      if (word.endsWith("o") && i + 1 < words.size()) {
        i++;
        switch (words.get(i).text()) {
          case "pipefail" -> pipefail = on;
          case "errexit" -> errexit(on, command, words);
          default -> {
            // another option
          }
        }
      }
    }
  }

  private void errexit(boolean on, Node.Simple command, List<Word> words) {
    lenient = on ? null : new Situation.Span(command.start(), "set " + words.get(1).text());
  }
}
