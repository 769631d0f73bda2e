package dev.sluice.drivers.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A word of PromQL.
///
/// @param text as it is written
/// @param at index of its first character in the query
record Token(Kind kind, String text, int at) {
  /// What a word is.
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    MARK,
    END;

    private String group() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern NEXT =
      Pattern.compile(
          "\\s+|#[^\\n]*"
              + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "|(?<number>[0-9][0-9a-zA-Z.]*|\\.[0-9]+)"
              + "|(?<text>\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'|`[^`]*`)"
              + "|(?<mark>=~|!~|!=|==|>=|<=|.)",
          Pattern.DOTALL);

  /// The words of a query, with one of kind `END` after them.
  static List<Token> of(String query) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = NEXT.matcher(query);
    while (matcher.find()) {
      for (Kind kind : Kind.values()) {
        if (kind != Kind.END && matcher.group(kind.group()) != null) {
          tokens.add(new Token(kind, matcher.group(), matcher.start()));
        }
      }
    }
    tokens.add(new Token(Kind.END, "", query.length()));
    return List.copyOf(tokens);
  }

  boolean is(String mark) {
    return kind != Kind.TEXT && text.equals(mark);
  }

  /// For messages.
  String shown() {
    return kind == Kind.END ? "its end" : "'" + text + "'";
  }
}
