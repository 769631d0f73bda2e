package dev.sluice.bundle.figure.drawing;

import java.util.regex.Pattern;

/// Foreign text made safe to show on one line: no control characters, no terminal sequences, and no
/// marks that make text read in another order than it is written.
public final class Plain {
  private static final Pattern SEQUENCES =
      Pattern.compile("\\x1b(?:\\[[0-?]*+[ -/]*+[@-~]?|\\][^\\x07\\x1b]*+(?:\\x07|\\x1b\\\\)?)?");

  private Plain() {}

  /// The text, with every run of spaces and line ends as one space.
  public static String text(String foreign) {
    StringBuilder out = new StringBuilder();
    SEQUENCES
        .matcher(foreign)
        .replaceAll("")
        .codePoints()
        .forEach(c -> {
          if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
              out.append(' ');
            }
          } else if (shows(c)) {
            out.appendCodePoint(c);
          }
        });
    return out.toString().strip();
  }

  private static boolean shows(int c) {
    boolean reorders =
        (c >= 0x202A && c <= 0x202E)
            || (c >= 0x2066 && c <= 0x2069)
            || c == 0x200E
            || c == 0x200F
            || c == 0x061C;
    return !reorders
        && !Character.isISOControl(c)
        && Character.getType(c) != Character.SURROGATE
        && c != 0xFEFF
        && (c & 0xFFFE) != 0xFFFE;
  }
}
