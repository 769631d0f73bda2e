package dev.sluice.bundle.document;

import dev.sluice.flow.source.Visible;
import java.util.List;

/// Collects Markdown. Text from files becomes text and nothing else: no heading, link, HTML or
/// table of its own. Used by one thread, for one text.
final class Markdown {
  private static final String SPECIAL = "\\`*_[]<>&|~#!";

  private final StringBuilder out = new StringBuilder();

  /// Adds a heading.
  ///
  /// @param level 1 to 6
  Markdown heading(int level, String text) {
    out.append("#".repeat(level)).append(' ').append(text).append("\n\n");
    return this;
  }

  /// Adds a paragraph of Markdown.
  Markdown paragraph(String text) {
    out.append(text).append("\n\n");
    return this;
  }

  /// Adds a quote of Markdown.
  Markdown quote(String text) {
    out.append("> ").append(text).append("\n\n");
    return this;
  }

  /// Adds an item of a list.
  ///
  /// @param depth 0 for the outermost list
  Markdown item(int depth, String text) {
    out.append("  ".repeat(depth)).append("- ").append(text).append('\n');
    return this;
  }

  /// Ends a list.
  Markdown end() {
    out.append('\n');
    return this;
  }

  /// Adds a table of Markdown.
  Markdown table(List<String> columns, List<List<String>> rows) {
    row(columns);
    out.append("|").append(" --- |".repeat(columns.size())).append('\n');
    rows.forEach(this::row);
    return end();
  }

  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /// Text as Markdown that shows exactly that text. What stands between backticks becomes code.
  static String text(String text) {
    return markup(text, false);
  }

  /// The same in a cell of a table, where a bar would end the cell even in code.
  static String cell(String text) {
    return markup(text, true);
  }

  private static String markup(String text, boolean cell) {
    String visible = Visible.of(text.replace("\r\n", " ").replace('\n', ' ').strip());
    StringBuilder out = new StringBuilder(visible.length() + 8);
    int from = 0;
    for (int open = visible.indexOf('`'); open >= 0; open = visible.indexOf('`', from)) {
      int close = visible.indexOf('`', open + 1);
      if (close <= open + 1) {
        break;
      }
      escape(visible.substring(from, open), out);
      String inside = visible.substring(open + 1, close);
      out.append(cell ? cellCode(inside) : code(inside));
      from = close + 1;
    }
    escape(visible.substring(from), out);
    return out.toString();
  }

  private static void escape(String visible, StringBuilder out) {
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      if (SPECIAL.indexOf(c) >= 0 && !isInsideWord(visible, i)) {
        out.append('\\');
      }
      out.append(c);
    }
  }

  /// Whether an underscore stands between letters, where it means nothing.
  private static boolean isInsideWord(String text, int at) {
    return text.charAt(at) == '_'
        && at > 0
        && at < text.length() - 1
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  /// A name, a path or a command as code.
  static String code(String text) {
    String visible = Visible.of(text.strip());
    if (visible.isEmpty()) {
      return "";
    }
    int longest = 0;
    int run = 0;
    for (int i = 0; i < visible.length(); i++) {
      run = visible.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    String pad = visible.startsWith("`") || visible.endsWith("`") ? " " : "";
    return fence + pad + visible + pad + fence;
  }

  /// Code in a cell of a table, where a bar would end the cell.
  static String cellCode(String text) {
    return code(text).replace("|", "\\|");
  }

  /// What was collected.
  String done() {
    return out.toString();
  }
}
