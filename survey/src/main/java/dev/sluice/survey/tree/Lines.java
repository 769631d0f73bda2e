package dev.sluice.survey.tree;

import java.util.Arrays;

/// The lines of a text, for finding the line and column of an offset quickly.
public final class Lines {
  private final int[] starts;

  /// The lines of one text.
  public Lines(String text) {
    int count = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      count++;
    }
    starts = new int[count];
    int line = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts[line++] = i + 1;
    }
  }

  /// 0-based line of an offset.
  public int line(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /// 0-based column of an offset.
  public int column(int offset) {
    return offset - starts[line(offset)];
  }

  /// Offset of a 0-based line's first character; the last line's for any beyond.
  public int start(int line) {
    return starts[Math.min(line, starts.length - 1)];
  }
}
