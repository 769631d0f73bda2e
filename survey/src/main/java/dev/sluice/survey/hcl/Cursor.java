package dev.sluice.survey.hcl;

import dev.sluice.flow.source.Source;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A place in a text that moves forward, past blanks and comments.
final class Cursor {
  private static final char END = '\0';
  private final String file;
  private final String text;
  private final int end;
  private final int[] lineStarts;
  private int at;

  Cursor(String file, String text) {
    this.file = file;
    this.text = text;
    this.end = text.length();
    this.lineStarts = lineStarts(text);
  }

  int at() {
    return at;
  }

  /// The character here, or NUL at the end.
  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return at + ahead < end ? text.charAt(at + ahead) : END;
  }

  boolean atEnd() {
    return at >= end;
  }

  void skip(int characters) {
    at += characters;
  }

  void jump(int offset) {
    at = offset;
  }

  boolean looksAt(String expected) {
    return text.startsWith(expected, at);
  }

  /// Moves past a text if it is here.
  boolean take(String expected) {
    boolean here = looksAt(expected);
    if (here) {
      at += expected.length();
    }
    return here;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  /// The offset of the end of the line, without its line break.
  int lineEnd(int from) {
    int feed = text.indexOf('\n', from);
    return feed < 0 ? end : feed;
  }

  String slice(int from, int to) {
    return text.substring(from, to);
  }

  int length() {
    return end;
  }

  /// Moves past blanks and comments, and past line breaks too when asked.
  void blanks(boolean lineBreaks) {
    while (at < end) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && lineBreaks)) {
        at++;
      } else if (c == '#' || (c == '/' && peek(1) == '/')) {
        at = lineEnd(at);
      } else if (c == '/' && peek(1) == '*') {
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
          throw new HclException(source(at), "a comment that does not end");
        }
        at = close + 2;
      } else {
        return;
      }
    }
  }

  /// Moves past characters that mean nothing in a string: to its end, to an escape to an
  /// interpolation or to the end of the line.
  void plain() {
    while (at < end) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\' || c == '$' || c == '%' || c == '\n') {
        return;
      }
      at++;
    }
  }

  /// Moves past an identifier and gives it; empty when there is none.
  String identifier() {
    int start = at;
    if (at < end && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_')) {
      while (at < end && isPart(text.charAt(at))) {
        at++;
      }
    }
    return since(start);
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /// The place of an offset.
  Source source(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found < 0 ? -found - 2 : found;
    return new Source(file, line + 1, offset - lineStarts[line] + 1);
  }

  private static int[] lineStarts(String text) {
    IntStream.Builder starts = IntStream.builder().add(0);
    for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
      starts.add(feed + 1);
    }
    return starts.build().toArray();
  }

  HclException error(String expected) {
    String found =
        atEnd()
            ? "the end of the file"
            : peek() == '\n' ? "the end of the line" : "`" + peek() + "`";
    return new HclException(source(at), "expected " + expected + ", but found " + found);
  }
}
