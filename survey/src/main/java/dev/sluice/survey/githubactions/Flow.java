package dev.sluice.survey.githubactions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which contexts of an expression can reach its value, and which literals can be its value.
///
/// A comparison, a negation and a function such as `contains` give a boolean, so nothing of what
/// they read gets through; of `a && b` only `b` does. Source: GitHub's "Evaluate expressions in
/// workflows and actions".
final class Flow {
  private static final int MAX_DEPTH = 40;
  private static final Set<String> CARRYING =
      Set.of("format", "join", "tojson", "fromjson", "case");

  private final String text;
  private int at;

  private Flow(String text) {
    this.text = text;
  }

  /// What can be the value.
  ///
  /// @param contexts dotted lower-case paths; indexes and `['x']` are dotted too; an object given
  ///   to `toJSON` ends in `.**`
  /// @param literals quoted strings
  record Values(List<String> contexts, List<String> literals) {
    static final Values NONE = new Values(List.of(), List.of());

    Values plus(Values other) {
      List<String> paths = new ArrayList<>(contexts);
      paths.addAll(other.contexts);
      List<String> strings = new ArrayList<>(literals);
      strings.addAll(other.literals);
      return new Values(paths, strings);
    }
  }

  static Values of(String expression) {
    return new Flow(expression).or(0);
  }

  private Values or(int depth) {
    Values values = and(depth);
    while (accept("||")) {
      values = values.plus(and(depth));
    }
    return values;
  }

  private Values and(int depth) {
    Values values = comparison(depth);
    while (accept("&&")) {
      values = comparison(depth);
    }
    return values;
  }

  private Values comparison(int depth) {
    Values left = unary(depth);
    boolean compared = false;
    while (accept("==")
        || accept("!=")
        || accept("<=")
        || accept(">=")
        || accept("<")
        || accept(">")) {
      unary(depth);
      compared = true;
    }
    return compared ? Values.NONE : left;
  }

  private Values unary(int depth) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == '!' && !text.startsWith("!=", at)) {
      at++;
      if (depth < MAX_DEPTH) {
        unary(depth + 1);
      }
      return Values.NONE;
    }
    return primary(depth);
  }

  private Values primary(int depth) {
    skipSpace();
    if (at >= text.length() || depth > MAX_DEPTH) {
      at = text.length();
      return Values.NONE;
    }
    char c = text.charAt(at);
    if (c == '(') {
      at++;
      Values inner = or(depth + 1);
      accept(")");
      return inner;
    }
    if (c == '\'') {
      return new Values(List.of(), List.of(string()));
    }
    if (!word(c)) {
      at++; // not of the language: passed over
      return Values.NONE;
    }
    return named(depth);
  }

  private Values named(int depth) {
    String path = path();
    if (!accept("(")) {
      return Character.isLetter(path.charAt(0)) || path.charAt(0) == '_'
          ? new Values(List.of(path), List.of())
          : Values.NONE;
    }
    Values arguments = Values.NONE;
    boolean first = true;
    while (at < text.length() && !accept(")")) {
      Values argument = or(depth + 1);
      boolean onlyTemplate = first && path.equals("format") && argument.contexts().isEmpty();
      arguments = onlyTemplate ? arguments : arguments.plus(argument);
      first = false;
      if (!accept(",") && !startsWith(")")) {
        at++;
      }
    }
    if (!CARRYING.contains(path)) {
      return Values.NONE;
    }
    return path.equals("tojson")
        ? new Values(arguments.contexts().stream().map(p -> p + ".**").toList(), List.of())
        : arguments;
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (word(c)) {
        path.append(c);
        at++;
      } else if (c == '[') {
        at++;
        path.append('.').append(index());
      } else {
        break;
      }
    }
    return path.toString().toLowerCase(Locale.ROOT);
  }

  private String index() {
    skipSpace();
    String index;
    if (at < text.length() && text.charAt(at) == '\'') {
      index = string();
    } else {
      int start = at;
      while (at < text.length() && text.charAt(at) != ']') {
        at++;
      }
      String inner = text.substring(start, at).strip();
      index = !inner.isEmpty() && inner.chars().allMatch(Character::isDigit) ? inner : "*";
    }
    accept("]");
    return index;
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\'') {
        value.append(c);
      } else if (at < text.length() && text.charAt(at) == '\'') {
        value.append(c);
        at++;
      } else {
        break;
      }
    }
    return value.toString();
  }

  private static boolean word(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
  }

  private boolean accept(String token) {
    if (startsWith(token)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private boolean startsWith(String token) {
    skipSpace();
    return text.startsWith(token, at);
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
