package dev.sluice.survey.githubactions;

import java.util.ArrayList;
import java.util.List;

/// Finds `${{ … }}` in a text.
final class Expressions {
  private Expressions() {}

  /// An expression inside a text.
  ///
  /// @param offset of its `${{`
  /// @param body what stands between the braces, stripped
  record Found(int offset, String body) {}

  static boolean in(String text) {
    return text.contains("${{");
  }

  static List<Found> of(String text) {
    List<Found> found = new ArrayList<>();
    int start = text.indexOf("${{");
    while (start >= 0) {
      int end = end(text, start + 3);
      if (end < 0) {
        break;
      }
      found.add(new Found(start, text.substring(start + 3, end).strip()));
      start = text.indexOf("${{", end);
    }
    return found;
  }

  /// The offset of the closing `}}`, past any that stands inside a quoted string; negative when it
  /// never closes.
  private static int end(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '}' && text.startsWith("}}", i)) {
        return i;
      }
    }
    return -1;
  }
}
