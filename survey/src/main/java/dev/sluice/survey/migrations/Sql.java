package dev.sluice.survey.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Splits SQL of any dialect into statements, in one pass and without understanding them.
///
/// Comments, strings and the bodies of routines are passed over; the body of a `DO` block is code
/// that runs at once, so its statements count. Comments that open a section for undoing (`--
/// migrate:down`, `-- +goose Down`, `-- Down Migration`) mark everything up to the next section for
/// doing.
final class Sql {
  private static final Pattern DOWN =
      Pattern.compile(
          "\\W*([\\w:]+\\W+)?(migrate:|rambler\\W)?(down|downs|undo)(\\W+migration)?\\W*");
  private static final Pattern UP =
      Pattern.compile(
          "\\W*([\\w:]+\\W+)?(migrate:|rambler\\W)?(up|ups|do)(\\W+migration)?(\\W+.*)?");
  private static final Pattern DIRECTIVE = Pattern.compile("\\W*liquibase.*|\\W*changeset\\b.*");

  private final String text;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Token> current = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private boolean down;
  private boolean anonymous;
  private int anonymousEnd;
  private int depth;
  private String changeset = "";

  private Sql(String text) {
    this.text = text;
  }

  /// One statement.
  ///
  /// @param changeset the Liquibase change set that it belongs to, as `author:id`; empty outside
  ///   one
  record Statement(List<Token> tokens, String changeset) {
    /// Its first words.
    String text() {
      return tokens.stream().limit(30).map(Token::text).collect(Collectors.joining(" "));
    }

    /// The token at an index in upper case; empty behind the end, and for quoted text.
    String word(int index) {
      return index < tokens.size() ? tokens.get(index).word() : "";
    }

    /// Whether these words follow each other from an index on.
    boolean has(int index, String... words) {
      for (int i = 0; i < words.length; i++) {
        if (!word(index + i).equals(words[i])) {
          return false;
        }
      }
      return true;
    }

    /// Whether a word stands somewhere from one index up to another.
    boolean contains(int from, int to, String word) {
      for (int i = from; i < Math.min(to, tokens.size()); i++) {
        if (word(i).equals(word)) {
          return true;
        }
      }
      return false;
    }

    /// The name at an index, without quotes and schema, in lower case, and the index behind it.
    Name name(int index) {
      int i = index;
      String name = i < tokens.size() ? tokens.get(i).plain() : "";
      while (i + 2 < tokens.size() && tokens.get(i + 1).text().equals(".")) {
        i += 2;
        name = tokens.get(i).plain();
      }
      return new Name(name.toLowerCase(Locale.ROOT), i + 1);
    }
  }

  record Name(String text, int next) {}

  /// A word, a quoted name, a string (kept as `''`) or one other character.
  record Token(String text, int line, int column) {
    String word() {
      return Character.isLetter(text.charAt(0)) ? text.toUpperCase(Locale.ROOT) : "";
    }

    String plain() {
      return "\"`[".indexOf(text.charAt(0)) >= 0 && text.length() > 1
          ? text.substring(1, text.length() - 1)
          : text;
    }
  }

  /// The statements of a file that change the schema forwards.
  static List<Statement> statements(String text) {
    Sql sql = new Sql(text);
    sql.read();
    return sql.statements;
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        newLine();
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (text.startsWith("--", at) || (c == '#' && isFirstInLine())) {
        lineComment();
      } else if (text.startsWith("/*", at)) {
        blockComment();
      } else {
        token(c);
      }
    }
    end();
  }

  private void token(char c) {
    if (c == '\'' || c == '"' || c == '`') {
      quoted(c);
    } else if (c == '[' && bracketed() > 0) {
      take(bracketed());
    } else if (c == '$' && dollar() > 0) {
      dollarQuoted(dollar());
    } else if (Character.isLetter(c) || c == '_') {
      word();
    } else if (c == ';') {
      at++;
      semicolon();
    } else {
      take(at + 1);
    }
  }

  private void newLine() {
    at++;
    line++;
    lineStart = at;
  }

  private void lineComment() {
    int stop = text.indexOf('\n', at);
    stop = stop < 0 ? text.length() : stop;
    if (stop - at < 200) {
      section(text.substring(at, stop).toLowerCase(Locale.ROOT).strip(), at, stop);
    }
    at = stop;
  }

  private void section(String comment, int from, int to) {
    if (DIRECTIVE.matcher(comment).matches()) {
      end();
      String[] words = text.substring(from, to).replaceFirst("^\\W+", "").split("\\s+", 3);
      changeset = words.length > 1 && words[0].equalsIgnoreCase("changeset") ? words[1] : changeset;
    } else if (comment.length() < 40 && DOWN.matcher(comment).matches()) {
      end();
      down = true;
    } else if (down && comment.length() < 60 && UP.matcher(comment).matches()) {
      current.clear();
      down = false;
    }
  }

  private void blockComment() {
    int open = 0;
    do {
      if (text.startsWith("/*", at)) {
        open++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        open--;
        at += 2;
      } else if (text.charAt(at) == '\n') {
        newLine();
      } else {
        at++;
      }
    } while (open > 0 && at < text.length());
  }

  private void quoted(char quote) {
    int start = at;
    int startLine = line;
    int column = at - lineStart + 1;
    boolean escapes =
        quote == '\''
            && start > 0
            && (text.charAt(start - 1) == 'E' || text.charAt(start - 1) == 'e');
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        newLine();
      } else if (escapes && c == '\\') {
        at = Math.min(at + 2, text.length());
      } else if (c == quote && at + 1 < text.length() && text.charAt(at + 1) == quote) {
        at += 2;
      } else {
        at++;
        if (c == quote) {
          break;
        }
      }
    }
    current.add(new Token(quote == '\'' ? "''" : text.substring(start, at), startLine, column));
  }

  /// The index behind a name in brackets, as SQL Server has them; -1 for an array.
  private int bracketed() {
    int i = at + 1;
    while (i < text.length()
        && (Character.isLetterOrDigit(text.charAt(i))
            || text.charAt(i) == '_'
            || text.charAt(i) == ' ')) {
      i++;
    }
    return i > at + 1
            && !Character.isDigit(text.charAt(at + 1))
            && i < text.length()
            && text.charAt(i) == ']'
        ? i + 1
        : -1;
  }

  /// The index behind `$tag$`, or -1.
  private int dollar() {
    int i = at + 1;
    while (i < text.length()
        && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '$' ? i + 1 : -1;
  }

  private void dollarQuoted(int bodyStart) {
    if (anonymous && at == anonymousEnd) {
      at = bodyStart;
      anonymous = false;
      end();
      return;
    }
    String tag = text.substring(at, bodyStart);
    int close = text.indexOf(tag, bodyStart);
    int stop = close < 0 ? text.length() : close;
    if (!current.isEmpty() && current.getFirst().word().equals("DO") && !anonymous) {
      anonymous = true;
      anonymousEnd = stop;
      at = bodyStart;
      current.clear();
      return;
    }
    current.add(new Token("''", line, at - lineStart + 1));
    at = bodyStart;
    while (at < stop) {
      if (text.charAt(at) == '\n') {
        newLine();
      } else {
        at++;
      }
    }
    at = Math.min(text.length(), stop + (close < 0 ? 0 : tag.length()));
  }

  private void word() {
    int stop = at;
    while (stop < text.length()
        && (Character.isLetterOrDigit(text.charAt(stop)) || text.charAt(stop) == '_')) {
      stop++;
    }
    String word = text.substring(at, stop).toUpperCase(Locale.ROOT);
    if (word.equals("GO") && isFirstInLine() && restOfLine(stop).isBlank()) {
      at = stop;
      depth = 0;
      end();
    } else if (anonymous && opens(word)) {
      at = stop;
      current.clear();
    } else {
      take(stop);
      nesting(word);
    }
  }

  private boolean isFirstInLine() {
    int i = at;
    while (i > lineStart && Character.isWhitespace(text.charAt(i - 1))) {
      i--;
    }
    return i == lineStart;
  }

  private static boolean opens(String word) {
    return switch (word) {
      case "BEGIN", "THEN", "ELSE", "LOOP", "DECLARE" -> true;
      default -> false;
    };
  }

  private String restOfLine(int from) {
    int stop = text.indexOf('\n', from);
    return text.substring(from, stop < 0 ? text.length() : Math.min(stop, from + 200));
  }

  /// Keeps the statements inside a routine's body together with it.
  private void nesting(String word) {
    if (!isRoutine()) {
      return;
    }
    switch (word) {
      case "BEGIN", "CASE" -> depth++;
      case "END" -> depth = Math.max(0, depth - (endsBlock() ? 1 : 0));
      default -> {
        // nothing opens or closes
      }
    }
  }

  private boolean endsBlock() {
    String rest = restOfLine(at).strip().toUpperCase(Locale.ROOT);
    return !(rest.startsWith("IF")
        || rest.startsWith("LOOP")
        || rest.startsWith("WHILE")
        || rest.startsWith("REPEAT"));
  }

  private boolean isRoutine() {
    if (current.isEmpty() || !current.getFirst().word().equals("CREATE")) {
      return false;
    }
    return current.stream()
        .limit(8)
        .map(Token::word)
        .anyMatch(w ->
            w.equals("PROCEDURE")
                || w.equals("FUNCTION")
                || w.equals("TRIGGER")
                || w.equals("PACKAGE"));
  }

  private void take(int stop) {
    current.add(new Token(text.substring(at, stop), line, at - lineStart + 1));
    at = stop;
  }

  private void semicolon() {
    if (depth == 0) {
      end();
    }
  }

  private void end() {
    if (!current.isEmpty() && !down) {
      statements.add(new Statement(List.copyOf(current), changeset));
    }
    current.clear();
    depth = 0;
  }
}
