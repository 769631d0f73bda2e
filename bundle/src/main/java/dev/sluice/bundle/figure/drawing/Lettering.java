package dev.sluice.bundle.figure.drawing;

import java.util.ArrayList;
import java.util.List;

/// How wide text is, and what to do where it is too wide. Widths come from a table and lean to the
/// wide side, since nobody knows which font will be there.
public final class Lettering {
  /// Advance widths of U+0020 to U+007E in thousandths of the type size, of a wide sans-serif.
  private static final int[] ASCII = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, // space to /
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, // 0 to ?
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, // @ to O
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, // P to _
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, // ` to o
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838 // p to ~
  };

  private static final double BOLD = 1.1;
  private static final int OTHER_LETTER = 750;
  private static final int IDEOGRAPH = 1050;
  private static final int PICTOGRAPH = 1300;
  private static final String ELLIPSIS = "…";
  private static final String BREAKS_AFTER = " -_/.:,@";

  private Lettering() {}

  /// How wide a line is, in units of the picture.
  public static double width(String text, Type type) {
    long thousandths = text.codePoints().mapToLong(Lettering::advance).sum();
    return thousandths * type.size() / 1000.0 * (type.bold() ? BOLD : 1);
  }

  private static int advance(int c) {
    if (c >= 0x20 && c < 0x7F) {
      return ASCII[c - 0x20];
    }
    if (joins(c)) {
      return 0;
    }
    if (c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF)) {
      return PICTOGRAPH;
    }
    boolean ideograph =
        (c >= 0x1100 && c <= 0x11FF)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFF00 && c <= 0xFF60)
            || c == '…';
    return ideograph ? IDEOGRAPH : OTHER_LETTER;
  }

  /// Whether a character belongs to the one before it.
  private static boolean joins(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT;
  }

  /// The text, without its middle where it is wider than the room.
  public static String fit(String text, Type type, double room) {
    if (width(text, type) <= room) {
      return text;
    }
    List<String> letters = letters(text);
    double left = room - width(ELLIPSIS, type);
    int head = 0;
    int tail = letters.size();
    while (head < tail) {
      boolean front = head <= letters.size() - tail;
      String next = letters.get(front ? head : tail - 1);
      left -= width(next, type);
      if (left < 0) {
        break;
      }
      head += front ? 1 : 0;
      tail -= front ? 0 : 1;
    }
    return String.join("", letters.subList(0, head)).stripTrailing()
        + ELLIPSIS
        + String.join("", letters.subList(tail, letters.size())).stripLeading();
  }

  /// The text on several lines. What the last one has no room for loses its middle.
  ///
  /// @param lines how many there may be
  public static List<String> wrap(String text, Type type, double room, int lines) {
    List<String> wrapped = new ArrayList<>();
    List<String> words = words(text);
    int at = 0;
    while (at < words.size()) {
      if (wrapped.size() == lines - 1) {
        wrapped.add(fit(String.join("", words.subList(at, words.size())).strip(), type, room));
        break;
      }
      StringBuilder line = new StringBuilder();
      while (at < words.size() && width((line + words.get(at)).strip(), type) <= room) {
        line.append(words.get(at++));
      }
      if (line.isEmpty()) {
        String word = words.get(at);
        int cut = cut(word, type, room);
        line.append(word, 0, cut);
        words.set(at, word.substring(cut));
        if (cut == word.length()) {
          at++;
        }
      }
      wrapped.add(line.toString().strip());
    }
    return wrapped.isEmpty() ? List.of("") : wrapped;
  }

  private static int cut(String word, Type type, double room) {
    StringBuilder fits = new StringBuilder();
    for (String letter : letters(word)) {
      if (!fits.isEmpty() && width(fits + letter, type) > room) {
        break;
      }
      fits.append(letter);
    }
    return fits.length();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (BREAKS_AFTER.indexOf(text.charAt(i)) >= 0) {
        words.add(text.substring(from, i + 1));
        from = i + 1;
      }
    }
    if (from < text.length()) {
      words.add(text.substring(from));
    }
    return words;
  }

  /// What a reader sees as single letters: marks and joined pictographs stay together.
  private static List<String> letters(String text) {
    List<String> letters = new ArrayList<>();
    boolean open = false;
    for (int c : text.codePoints().toArray()) {
      boolean modifier = c >= 0x1F3FB && c <= 0x1F3FF;
      if (!letters.isEmpty() && (open || joins(c) || modifier)) {
        letters.set(letters.size() - 1, letters.getLast() + Character.toString(c));
      } else {
        letters.add(Character.toString(c));
      }
      open = c == 0x200D;
    }
    return letters;
  }
}
