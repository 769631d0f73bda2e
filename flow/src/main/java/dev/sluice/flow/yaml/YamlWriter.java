package dev.sluice.flow.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes YAML that every reader, of version 1.1 or 1.2, understands as it was meant.
///
/// Text is quoted wherever a reader could take it for something else: `no`, `1.20`, `12:30`, `a:
/// b`. Text of several lines becomes a block. Block style throughout, two spaces.
public final class YamlWriter {
  private static final String INNER = "[A-Za-z0-9_/.$()@~#+*<>=;%^|&!?'\"\\\\-]++";

  /// Text that no reader takes for anything but text, unless it is one of [#WORDS]: letters and
  /// marks that mean nothing inside a word, single spaces, colons inside words, durations.
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?![0-9~#+*<>=;%^|&!?'\"\\\\)@-])"
              + INNER
              + "(?:(?: (?!#)|:)"
              + INNER
              + ")*+|[0-9]++(?:[smhd]|(?: [A-Za-z]++)++)");

  /// Plain words that mean a boolean, null or a number to some reader.
  private static final Pattern WORDS =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|[.]nan|[.]inf|[.][0-9.e+-]*+");

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /// One document.
  public static String write(YamlMap document) {
    YamlWriter writer = new YamlWriter();
    writer.mapping(document, 0);
    return writer.out.toString();
  }

  /// Several documents in one file.
  public static String write(List<YamlMap> documents) {
    return String.join("---\n", documents.stream().map(YamlWriter::write).toList());
  }

  /// Text as a scalar on one line, quoted when it has to be. Good inside `[…]` and `{…}` too.
  public static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches() && !WORDS.matcher(text).matches() && !text.contains("...");
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    boolean single = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
    if (single && text.indexOf('\'') < 0 && text.codePoints().allMatch(YamlWriter::printable)) {
      return "'" + text + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
              if (printable(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  /// What may stand unescaped in a file: neither control characters nor line breaks of other kinds,
  /// byte order marks or halves of pairs.
  private static boolean printable(int c) {
    return (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029)
        || (c >= 0xe000 && c < 0xfffe && c != 0xfeff)
        || c >= 0x10000;
  }

  private void mapping(YamlMap map, int indent) {
    if (map.entries().isEmpty()) {
      out.append("{}\n");
    }
    boolean first = true;
    for (Map.Entry<String, Object> entry : map.entries().entrySet()) {
      if (!first || indent == 0 || endsLine()) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append(scalar(entry.getKey())).append(':');
      value(entry.getValue(), indent);
    }
  }

  private boolean endsLine() {
    return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
  }

  private void value(Object value, int indent) {
    switch (value) {
      case YamlMap map when !map.entries().isEmpty() -> {
        out.append('\n');
        mapping(map, indent + 2);
      }
      case Collection<?> items when !items.isEmpty() -> {
        out.append('\n');
        items.forEach(item -> item(item, indent + 2));
      }
      default -> {
        out.append(' ');
        leaf(value, indent + 2);
      }
    }
  }

  private void item(Object item, int indent) {
    out.repeat(' ', indent).append("- ");
    if (item instanceof YamlMap map) {
      mapping(map, indent + 2);
    } else {
      leaf(item, indent + 2);
    }
  }

  /// @param indent of the lines of a block
  private void leaf(Object value, int indent) {
    switch (value) {
      case String text when isBlock(text) -> block(text, indent);
      case String text -> out.append(scalar(text)).append('\n');
      case Boolean flag -> out.append(flag).append('\n');
      case Number number -> out.append(number).append('\n');
      case YamlMap _ -> out.append("{}\n");
      case Collection<?> items when items.isEmpty() -> out.append("[]\n");
      default -> throw new IllegalArgumentException("no YAML for " + value.getClass());
    }
  }

  /// Whether a block keeps the text as it is: several lines, no character that needs an escape, no
  /// leading space, and at most one line break at the end.
  private static boolean isBlock(String text) {
    return text.strip().indexOf('\n') >= 0
        && text.charAt(0) != ' '
        && text.charAt(0) != '\n'
        && !text.endsWith("\n\n")
        && text.codePoints().allMatch(c -> c == '\n' || printable(c));
  }

  private void block(String text, int indent) {
    boolean ended = text.endsWith("\n");
    out.append(ended ? "|\n" : "|-\n");
    String[] lines = text.split("\n", -1);
    for (String line : Arrays.copyOf(lines, ended ? lines.length - 1 : lines.length)) {
      if (!line.isEmpty()) {
        out.repeat(' ', indent).append(line);
      }
      out.append('\n');
    }
  }
}
