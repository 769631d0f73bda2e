package dev.sluice.survey.activity;

import dev.sluice.survey.shell.Word;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Conditions of a script on whether it was given an argument: `[ -z "$2" ]`.
final class Positions {
  private static final Pattern ASKED =
      Pattern.compile("(!\\s{0,5})?-([nz])\\s{1,5}[\"']?\\$\\{?([1-9])}?[\"']?\\s{0,5}]");

  /// A word that may turn out to be empty.
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\w{1,99}|\\{[^{}]{1,99}}|\\{\\{[^{}]{1,99}}})");

  private Positions() {}

  /// Whether a condition asks for nothing but one argument, and the call refutes it.
  ///
  /// @param given the arguments of the call
  static boolean refuted(String condition, List<String> given) {
    Matcher asked = ASKED.matcher(condition);
    if (condition.contains("&&") || condition.contains("||") || !asked.find()) {
      return false;
    }
    boolean wanted = asked.group(2).equals("n") == (asked.group(1) == null);
    int position = Integer.parseInt(asked.group(3));
    boolean there = position <= given.size();
    return wanted != there && !(there && VARIABLE.matcher(given.get(position - 1)).matches());
  }

  /// The arguments that a script gets: the words behind its path.
  static List<String> behind(List<Word> words) {
    int path = 0;
    if (LocalScripts.isShell(words.getFirst())) {
      path = 1;
      while (path < words.size() && words.get(path).text().startsWith("-")) {
        path++;
      }
    }
    return words.stream().skip(path + 1L).map(Word::text).toList();
  }
}
