package dev.sluice.survey.activity;

import dev.sluice.survey.shell.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The words behind a command, asked for flags, their values and plain arguments.
///
/// @param words without the command itself
record Arguments(List<Word> words) {
  private static final Set<String> FLAGS =
      Set.of("opt", "opts", "option", "options", "arg", "args", "flag", "flags", "params");

  /// The word that fulfils one of several conditions of a table, or null.
  @Nullable Word first(List<String> conditions) {
    for (String condition : conditions) {
      for (int i = 0; i < words.size(); i++) {
        if (fulfils(i, condition)) {
          return words.get(i);
        }
      }
    }
    return null;
  }

  private boolean fulfils(int index, String condition) {
    String word = words.get(index).text();
    int colon = condition.startsWith("-") ? condition.indexOf(':') : -1;
    if (colon < 0) {
      return Globs.matches(condition, word)
          || (word.startsWith(condition + "=") && !word.endsWith("=false"));
    }
    String flag = condition.substring(0, colon);
    String value = condition.substring(colon + 1);
    return Globs.matches(flag + "=" + value, word)
        || (word.equals(flag)
            && index + 1 < words.size()
            && Globs.matches(value, words.get(index + 1).text()));
  }

  /// What a command acts on.
  ///
  /// @param where flags whose value is meant, `last`, or a number: the n-th plain word
  /// @param valued flags that take the next word
  /// @param skipped how many words of the pattern stand before the plain words
  @Nullable String target(List<String> where, List<String> valued, int skipped) {
    for (String place : where) {
      String found =
          switch (place) {
            case "last" -> plain(valued, skipped, true, 1);
            case "1" -> plain(valued, skipped, false, 1);
            case "2" -> plain(valued, skipped, false, 2);
            default -> value(place);
          };
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String value(String flag) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).text();
      if (word.equals(flag) && i + 1 < words.size()) {
        return words.get(i + 1).text();
      }
      if (word.startsWith(flag + "=")) {
        return word.substring(flag.length() + 1);
      }
    }
    return null;
  }

  /// Whether a variable among the words may hold more of them.
  boolean hidesSome() {
    return words.stream().map(Word::text).anyMatch(Arguments::options);
  }

  /// Whether a word is a variable that holds flags: `$options`, `"$@"`, `${TF_ARGS[@]}`.
  private static boolean options(String word) {
    if (!word.startsWith("$") || word.startsWith("${{")) {
      return false;
    }
    String name = word.replaceAll("\\[[@*]]|[${}]", "").toLowerCase(Locale.ROOT);
    return name.equals("@")
        || name.equals("*")
        || Stream.of(name.split("_", -1)).anyMatch(FLAGS::contains);
  }

  private @Nullable String plain(List<String> valued, int from, boolean last, int nth) {
    Set<String> taking = new HashSet<>(valued);
    String found = null;
    int seen = 0;
    for (int i = from; i < words.size(); i++) {
      String word = words.get(i).text();
      if (taking.contains(word)) {
        i++;
      } else if (!word.startsWith("-") && !options(word)) {
        seen++;
        found = word;
        if (!last && seen == nth) {
          return found;
        }
      }
    }
    return last ? found : null;
  }
}
