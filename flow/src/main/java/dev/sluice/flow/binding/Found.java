package dev.sluice.flow.binding;

import dev.sluice.flow.yaml.Yaml;
import java.util.List;

/// Words for what stands in a file, and for what should.
public final class Found {
  private static final int LONGEST = 40;
  private static final int MOST_KEYS = 6;

  private Found() {}

  /// What stands there.
  static String what(Yaml node) {
    return switch (node) {
      case Yaml.Scalar scalar when scalar.isNull() || scalar.text().isEmpty() -> "nothing";
      case Yaml.Scalar scalar -> quoted(scalar.plain() ? scalar.text() : '"' + scalar.text() + '"');
      case Yaml.Sequence sequence -> "a list";
      case Yaml.Mapping mapping -> "a mapping";
    };
  }

  /// A foreign text, shortened, on one line and without control characters.
  public static String quoted(String text) {
    String shown = text.codePointCount(0, text.length()) > LONGEST ? cut(text) + "…" : text;
    StringBuilder clean = new StringBuilder("`");
    shown
        .codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(clean::appendCodePoint);
    return clean.append('`').toString();
  }

  private static String cut(String text) {
    return text.substring(0, text.offsetByCodePoints(0, LONGEST));
  }

  /// What should stand there.
  static String noun(Shape shape) {
    return switch (shape) {
      case Shape.Scalar kind ->
          switch (kind) {
            case TEXT -> "text";
            case WHOLE_NUMBER -> "a whole number";
            case NUMBER -> "a number";
            case TRUTH -> "true or false";
            case DURATION -> "a duration in ISO 8601";
            case INSTANT -> "an instant such as 2026-12-31T00:00:00Z";
            case DATE -> "a day such as 2026-12-31";
          };
      case Shape.Choice choice -> oneOf(choice.words());
      case Shape.Items items -> "a list";
      case Shape.Labels labels -> "a mapping";
      case Shape.Nested nested -> mapping(RecordType.of(nested.type()).keys());
    };
  }

  /// The words to choose from.
  public static String oneOf(List<String> words) {
    return words.size() == 1 ? words.getFirst() : "one of " + listed(words);
  }

  static String listed(List<String> words) {
    return String.join(", ", words);
  }

  /// A mapping with some of its keys.
  static String mapping(List<String> keys) {
    boolean all = keys.size() <= MOST_KEYS;
    return "a mapping with " + listed(all ? keys : keys.subList(0, MOST_KEYS)) + (all ? "" : ", …");
  }
}
