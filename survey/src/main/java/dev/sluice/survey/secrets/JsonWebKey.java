package dev.sluice.survey.secrets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON Web Key with its private part, in the standard's lower case or as .NET writes it.
///
/// Source: RFC 7518, section 6.
final class JsonWebKey implements Detector {
  private static final int MAX = 8_000;
  private static final int MIN_PRIVATE = 40;

  @Override
  public List<String> words() {
    return List.of("\"kty\"", "\"Kty\"");
  }

  @Override
  public @Nullable Finding look(Content content, int start, int end) {
    int from = bound(content, start - 1, -1);
    int to = bound(content, end, 1);
    if (!content.trusted() || from < 0 || to < 0) {
      return null;
    }
    boolean lower = content.at(start + 1) == 'k';
    int at = value(content, lower ? "\"d\"" : "\"D\"", from, to);
    if (at < 0) {
      return null;
    }
    int length = 0;
    while (Token.Charset.URL.has(content.at(at + length))) {
      length++;
    }
    boolean whole = length >= MIN_PRIVATE && content.at(at + length) == '"';
    return whole
        ? Finding.of(at, "private-key", "the private part of a JSON Web Key ", length)
        : null;
  }

  /// The brace that opens or closes the object around an index, or -1.
  private static int bound(Content content, int index, int step) {
    int open = 0;
    for (int i = index; i >= 0 && i < content.length() && Math.abs(i - index) < MAX; i += step) {
      int c = content.at(i);
      if (c == (step < 0 ? '{' : '}')) {
        if (open == 0) {
          return i;
        }
        open--;
      } else if (c == (step < 0 ? '}' : '{')) {
        open++;
      }
    }
    return -1;
  }

  /// The first character of a member's text, or -1.
  private static int value(Content content, String name, int from, int to) {
    int i = content.indexOf(name, from, to);
    if (i < 0) {
      return -1;
    }
    i += name.length();
    while (Character.isWhitespace(content.at(i)) || content.at(i) == ':') {
      i++;
    }
    return content.at(i) == '"' ? i + 1 : -1;
  }
}
