package dev.sluice.flow.source;

/// Text from files in which every character can be seen.
public final class Visible {
  private Visible() {}

  /// Replaces every control and direction-changing character by a visible escape, so that no file
  /// can drive a terminal or make a line look like another.
  public static String of(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (harmful(c)) {
        if (out == null) {
          out = new StringBuilder(text.length() + 8).append(text, 0, i);
        }
        out.append(escape(c));
      } else if (out != null) {
        out.append(c);
      }
    }
    return out == null ? text : out.toString();
  }

  private static boolean harmful(char c) {
    return Character.isISOControl(c)
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u200E'
        || c == '\u200F'
        || c == '\u2028'
        || c == '\u2029'
        || c == '\uFEFF';
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> " ";
      default -> String.format("\\u%04x", (int) c);
    };
  }
}
