package dev.sluice.survey.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of one `.gitignore` file. Later rules win over earlier ones.
///
/// Source: gitignore(5).
final class IgnoreRules {
  private static final int MAX_RULES = 20_000;
  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  static IgnoreRules parse(byte[] content) {
    List<Rule> rules = new ArrayList<>();
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .limit(MAX_RULES)
        .map(IgnoreRules::rule)
        .forEach(rule -> {
          if (rule != null) {
            rules.addFirst(rule);
          }
        });
    return new IgnoreRules(List.copyOf(rules));
  }

  /// Whether an entry is ignored, kept by a `!` rule, or (null) not mentioned.
  ///
  /// @param path relative to the directory that the file stands in
  @Nullable Boolean ignores(String path, String name, boolean directory) {
    for (Rule rule : rules) {
      if ((directory || !rule.onlyDirectories) && rule.matches(path, name)) {
        return !rule.keeps;
      }
    }
    return null;
  }

  private static @Nullable Rule rule(String line) {
    String text = withoutTrailingSpaces(line);
    if (text.isEmpty() || text.startsWith("#")) {
      return null;
    }
    boolean keeps = text.startsWith("!");
    String pattern = keeps ? text.substring(1) : text;
    boolean onlyDirectories = pattern.endsWith("/");
    if (onlyDirectories) {
      pattern = pattern.substring(0, pattern.length() - 1);
    }
    boolean anchored = pattern.contains("/");
    String body = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    return body.isEmpty() ? null : new Rule(body, new Glob(body), keeps, onlyDirectories, anchored);
  }

  private static String withoutTrailingSpaces(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && (end < 2 || line.charAt(end - 2) != '\\')) {
      end--;
    }
    return line.substring(0, end);
  }

  /// @param anchored whether the pattern speaks of a path, not of a name at any depth
  private record Rule(
      String text,
      Glob glob,
      boolean keeps,
      boolean onlyDirectories,
      boolean anchored,
      Shape shape) {
    /// What most rules are can be compared without looking at every character.
    private enum Shape {
      LITERAL,
      SUFFIX,
      GLOB
    }

    Rule(String text, Glob glob, boolean keeps, boolean onlyDirectories, boolean anchored) {
      this(text, glob, keeps, onlyDirectories, anchored, shape(text));
    }

    private static Shape shape(String text) {
      boolean suffix = text.startsWith("*");
      String rest = suffix ? text.substring(1) : text;
      boolean plain = rest.chars().noneMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
      return !plain ? Shape.GLOB : suffix ? Shape.SUFFIX : Shape.LITERAL;
    }

    boolean matches(String path, String name) {
      return switch (shape) {
        case LITERAL -> text.equals(anchored ? path : name);
        case SUFFIX -> anchored ? glob.matches(path) : name.endsWith(text.substring(1));
        case GLOB -> anchored ? glob.matches(path) : Glob.segment(text, name);
      };
    }
  }
}
