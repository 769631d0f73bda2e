package dev.sluice.survey.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The literals that a shell condition compares with: `[ "$1" = deploy ]`, an arm of a `case`.
final class Literals {
  private static final Pattern COMPARED =
      Pattern.compile("=\\s{0,9}[\"']?([A-Za-z][\\w.-]{0,60})[\"']?\\s{0,9}]");

  private Literals() {}

  /// Whether a condition compares with literals, none of which is among the arguments of the call.
  static boolean foreign(String condition, List<String> arguments) {
    List<String> literals = of(condition);
    return !literals.isEmpty() && literals.stream().noneMatch(arguments::contains);
  }

  /// Whether a condition compares with a literal that the call gives, so that it holds.
  static boolean given(String condition, List<String> arguments) {
    return of(condition).stream().anyMatch(arguments::contains);
  }

  private static List<String> of(String condition) {
    return condition.startsWith("case ") ? arm(condition) : compared(condition);
  }

  private static List<String> compared(String condition) {
    List<String> literals = new ArrayList<>();
    Matcher matcher = COMPARED.matcher(condition);
    while (!condition.contains("!=") && matcher.find()) {
      literals.add(matcher.group(1));
    }
    return literals;
  }

  /// The patterns of an arm; none when it takes more than literals.
  private static List<String> arm(String condition) {
    String patterns = condition.substring("case ".length()).replaceAll("[()\"' ]", "");
    return patterns.contains("*") ? List.of() : List.of(patterns.split("\\|", -1));
  }
}
