package dev.sluice.cli.report;

import dev.sluice.flow.source.Visible;
import java.util.ArrayList;
import java.util.List;

/// Text from files made safe and fit for a terminal.
public final class Plain {
  private Plain() {}

  /// Replaces every control and direction-changing character by a visible escape, so that no file
  /// can drive the terminal or make a line look like another.
  public static String safe(String text) {
    return Visible.of(text);
  }

  /// Breaks text into lines at spaces; a word that is longer than a line stays whole, so that paths
  /// can be copied.
  ///
  /// @param width columns of every line, including the indent
  /// @param first indent of the first line
  /// @param rest indent of the lines below it
  public static List<String> wrap(String text, int width, String first, String rest) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(rest);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
