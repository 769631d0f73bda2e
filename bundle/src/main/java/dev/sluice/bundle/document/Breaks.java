package dev.sluice.bundle.document;

import java.util.ArrayList;
import java.util.List;

/// Where a long name may go on in the next line: behind its punctuation, and between its words when
/// they are written together. A date or a number is never broken.
final class Breaks {
  /// A shorter name stays whole where it can.
  private static final int LONG = 24;

  private static final int EXTENSION = 5;

  private static final String BEHIND = "/_.:=@,#-";

  private Breaks() {}

  /// Every place inside a text, in order.
  static List<Integer> in(String text) {
    List<Integer> places = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
        if (i - from > LONG) {
          name(text, from, i, places);
        }
        from = i + 1;
      }
    }
    return places;
  }

  private static void name(String text, int from, int to, List<Integer> places) {
    for (int i = from + 1; i < to; i++) {
      char before = text.charAt(i - 1);
      char here = text.charAt(i);
      boolean punctuated =
          BEHIND.indexOf(before) >= 0
              && Character.isLetter(here)
              && (before != '.' || to - i > EXTENSION);
      boolean joined = Character.isLowerCase(before) && Character.isUpperCase(here);
      if (punctuated || joined) {
        places.add(i);
      }
    }
  }

  /// How many letters the longest part has that is not broken.
  static int longest(String text) {
    List<Integer> places = in(text);
    int longest = 0;
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean ends = Character.isWhitespace(text.charAt(i));
      length = ends ? 0 : places.contains(i) ? 1 : length + 1;
      longest = Math.max(longest, length);
    }
    return longest;
  }
}
