package dev.sluice.flow.intake;

import dev.sluice.flow.yaml.YamlWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Writes values on one line, and prose on several.
final class Words {
  private static final int WIDTH = 96;

  private Words() {}

  /// A value: text, a number, a boolean, or a list of texts.
  static String value(Object value) {
    return switch (value) {
      case Collection<?> many ->
          many.stream().map(Words::value).collect(Collectors.joining(", ", "[", "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case LocalDate day -> day.toString();
      default -> text(value.toString());
    };
  }

  /// A text, in double quotes unless it can stand without.
  static String text(String text) {
    return YamlWriter.scalar(text);
  }

  /// A text that may be long: folded over several lines.
  ///
  /// @param indent columns before the key that it stands under
  static String prose(String text, int indent) {
    if (text.length() + indent <= WIDTH - 12 || !isFoldable(text)) {
      return text(text);
    }
    String margin = " ".repeat(indent + 2);
    return wrap(text, WIDTH - indent - 2).stream()
        .collect(Collectors.joining("\n" + margin, ">-\n" + margin, ""));
  }

  /// A text in lines of at most so many columns, cut at spaces.
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// Text of a comment: one line of what can be printed.
  static String comment(String text) {
    return text.codePoints()
        .map(c -> isPrintable(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isFoldable(String text) {
    return !text.startsWith(" ")
        && !text.endsWith(" ")
        && !text.contains("  ")
        && text.codePoints().allMatch(Words::isPrintable);
  }

  private static boolean isPrintable(int c) {
    return c >= ' '
        && c != 0x7f
        && !(c >= 0x80 && c < 0xa0)
        && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        && c != 0x2028
        && c != 0x2029
        && c != 0xfeff
        && c < 0xfffe;
  }
}
