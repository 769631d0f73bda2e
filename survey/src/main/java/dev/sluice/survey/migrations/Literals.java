package dev.sluice.survey.migrations;

import dev.sluice.survey.migrations.Sql.Statement;
import dev.sluice.survey.migrations.Sql.Token;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SQL in the strings that a call of a script is given first, at its places in the file.
///
/// Everything around the strings is blanked, so that what stays keeps its line and column.
final class Literals {
  /// Nobody writes longer ones by hand.
  private static final int LONGEST = 50_000;

  private static final Pattern HEREDOC = Pattern.compile("<<[~-]?['\"]?(\\w{1,40})['\"]?");

  private final String text;
  private final StringBuilder kept = new StringBuilder();
  private int at;

  private Literals(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /// The statements in the first argument of a call in Python.
  ///
  /// @param open the index of the parenthesis that opens its arguments
  /// @param line its 1-based line
  static List<Statement> python(String text, int open, int line, int column) {
    Literals literals = new Literals(text.substring(0, end(text, open)), open);
    literals.argument();
    return placed(literals.kept.toString(), line, column);
  }

  /// The statements in the string, or the here document, that a call in Ruby is given.
  ///
  /// @param from the index behind the name of the call
  static List<Statement> ruby(String text, int from, int line, int column) {
    int stop = text.indexOf('\n', from);
    String rest = text.substring(from, stop < 0 ? text.length() : stop);
    Matcher heredoc = HEREDOC.matcher(rest);
    if (stop >= 0 && heredoc.find()) {
      int close = text.indexOf("\n", stop + 1);
      int begin = stop + 1;
      while (close >= 0 && !text.substring(begin, close).strip().equals(heredoc.group(1))) {
        begin = close + 1;
        close = text.indexOf('\n', begin);
      }
      return placed(text.substring(stop + 1, Math.min(begin, end(text, stop))), line + 1, 1);
    }
    boolean bare = !rest.stripLeading().startsWith("(");
    Literals literals = new Literals(bare ? "(" + rest : rest, 0);
    literals.argument();
    return placed(literals.kept.toString(), line, bare ? column - 1 : column);
  }

  private static int end(String text, int from) {
    return Math.min(text.length(), from + LONGEST);
  }

  private static List<Statement> placed(String sql, int line, int column) {
    return Sql.statements(sql).stream()
        .map(s ->
            new Statement(
                s.tokens().stream().map(t -> placed(t, line, column)).toList(), s.changeset()))
        .toList();
  }

  private static Token placed(Token token, int line, int column) {
    return new Token(
        token.text(),
        line + token.line() - 1,
        token.line() == 1 ? column + token.column() - 1 : token.column());
  }

  /// Keeps the strings of the first argument; those of a list become statements of their own.
  private void argument() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        string(c);
        continue;
      }
      if (c == '#') {
        comment();
        continue;
      }
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if ((depth <= 0 && !Character.isWhitespace(c)) || (c == ',' && depth == 1)) {
        return;
      }
      kept.append(c == '\n' ? '\n' : c == ',' ? ';' : ' ');
      at++;
    }
  }

  private void comment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      kept.append(' ');
      at++;
    }
  }

  private void string(char quote) {
    String triple = String.valueOf(quote).repeat(3);
    String close = text.startsWith(triple, at) ? triple : String.valueOf(quote);
    blank(close.length());
    while (at < text.length() && !text.startsWith(close, at)) {
      if (text.charAt(at) == '\\') {
        blank(2);
      } else {
        kept.append(text.charAt(at++));
      }
    }
    blank(close.length());
  }

  private void blank(int count) {
    for (int i = 0; i < count && at < text.length(); i++) {
      kept.append(text.charAt(at++) == '\n' ? '\n' : ' ');
    }
  }
}
