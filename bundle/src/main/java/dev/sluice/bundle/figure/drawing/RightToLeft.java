package dev.sluice.bundle.figure.drawing;

import java.util.Set;

/// Where text is written from right to left.
///
/// Source: Unicode Standard Annex 9, bidirectional character types.
public final class RightToLeft {
  private static final Set<Byte> RIGHT_TO_LEFT =
      Set.of(Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);

  private RightToLeft() {}

  /// The next run of text that is written from right to left, from its first letter to its last
  /// before one that is not. Both ends are the text's own end when there is none.
  public static int[] next(String text, int from) {
    int first = -1;
    int end = text.length();
    for (int i = from; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      byte direction = Character.getDirectionality(text.codePointAt(i));
      if (RIGHT_TO_LEFT.contains(direction)) {
        first = first < 0 ? i : first;
        end = i + Character.charCount(text.codePointAt(i));
      } else if (first >= 0 && direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT) {
        break;
      }
    }
    return first < 0 ? new int[] {text.length(), text.length()} : new int[] {first, end};
  }
}
