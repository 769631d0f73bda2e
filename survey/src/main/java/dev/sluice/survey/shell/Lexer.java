package dev.sluice.survey.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Splits a shell script into tokens, never failing: what is open at the end is taken to end there.
/// Every character is looked at a bounded number of times.
///
/// Source: POSIX.1-2024, Shell Command Language, 2.3 Token Recognition, with bash's additions.
final class Lexer {
  private static final String META = " \t\r\n;|&()<>";
  private static final List<String> OPERATORS =
      List.of(";;&", "&&", "||", ";;", ";&", "|&", "&", "|", ";", "(", ")");
  private static final List<String> REDIRECTS =
      List.of("<<<", "<<-", "&>>", "<<", ">>", ">&", "<&", "&>", ">|", "<>", ">", "<");

  private final String script;
  private final int end;
  private final List<Heredoc> open = new ArrayList<>();
  private final Map<Integer, Word.Part> bodies = new HashMap<>();
  private int at;

  /// @param start offset at which to begin
  /// @param end offset at which to stop
  Lexer(String script, int start, int end) {
    this.script = script;
    this.at = start;
    this.end = end;
  }

  /// @param redirect offset of its `<<`
  private record Heredoc(int redirect, String delimiter, boolean tabs) {}

  /// The text of every here-document read so far, by the offset of its `<<`.
  Map<Integer, Word.Part> heredocs() {
    return bodies;
  }

  Token next() {
    skipBlank();
    if (at >= end) {
      return new Token(Token.Kind.END, "", end, null);
    }
    int start = at;
    char c = script.charAt(at);
    if (c == '\n') {
      at++;
      skipHeredocs();
      return new Token(Token.Kind.OPERATOR, "\n", start, null);
    }
    String redirect = redirect();
    if (redirect != null) {
      return redirection(start, redirect);
    }
    for (String operator : OPERATORS) {
      if (script.startsWith(operator, at)) {
        at += operator.length();
        return new Token(Token.Kind.OPERATOR, operator, start, null);
      }
    }
    Word word = word();
    return new Token(Token.Kind.WORD, word.text(), start, word);
  }

  /// Where the lexer stands.
  int offset() {
    return at;
  }

  /// Whether a text comes next.
  boolean startsWith(String text) {
    return script.startsWith(text, at);
  }

  /// Passes over everything up to and with a closing text, quotes respected: the inside of `[[ …
  /// ]]` and `(( … ))`.
  void skipPast(String closing) {
    while (at < end && !script.startsWith(closing, at)) {
      skipUnit();
    }
    at = Math.min(end, at + closing.length());
  }

  private void skipUnit() {
    char c = script.charAt(at);
    switch (c) {
      case '\\' -> at = Math.min(end, at + 2);
      case '\'' -> at = Quotes.single(script, at, end);
      case '"' -> at = Quotes.doubled(script, at, end, new ArrayList<>());
      default -> at++;
    }
  }

  private void skipBlank() {
    while (at < end) {
      char c = script.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '\\' && script.startsWith("\\\n", at)) {
        at += 2;
      } else if (c == '\\' && script.startsWith("\\\r\n", at)) {
        at += 3;
      } else if (c == '#') {
        int eol = script.indexOf('\n', at);
        at = eol < 0 || eol > end ? end : eol;
      } else {
        return;
      }
    }
    at = Math.min(at, end);
  }

  private void skipHeredocs() {
    for (Heredoc heredoc : open) {
      int start = at;
      int bodyEnd = at;
      while (at < end) {
        int eol = script.indexOf('\n', at);
        int lineEnd = eol < 0 || eol > end ? end : eol;
        String line = script.substring(at, lineEnd);
        at = Math.min(end, lineEnd + 1);
        String bare = heredoc.tabs() ? line.stripLeading() : line;
        if (bare.stripTrailing().equals(heredoc.delimiter())) {
          break;
        }
        bodyEnd = at;
      }
      bodies.put(heredoc.redirect(), new Word.Part(start, bodyEnd));
    }
    open.clear();
  }

  /// The redirection that begins here, its number with it, or null.
  private @Nullable String redirect() {
    int i = at;
    while (i < end && Character.isDigit(script.charAt(i))) {
      i++;
    }
    if (i >= end
        || (script.charAt(i) != '<'
            && script.charAt(i) != '>'
            && !(i == at && script.startsWith("&>", i)))) {
      return null;
    }
    if (i + 1 < end && script.charAt(i + 1) == '(') {
      return null; // a process substitution is a word
    }
    for (String redirect : REDIRECTS) {
      if (script.startsWith(redirect, i)) {
        return script.substring(at, i + redirect.length());
      }
    }
    return null;
  }

  private Token redirection(int start, String redirect) {
    at += redirect.length();
    boolean string = redirect.endsWith("<<<");
    if (!string && (redirect.endsWith("<<") || redirect.endsWith("<<-"))) {
      skipBlank();
      String delimiter = at < end && META.indexOf(script.charAt(at)) < 0 ? word().text() : "";
      if (!delimiter.isEmpty()) {
        open.add(new Heredoc(start, delimiter, redirect.endsWith("-")));
      }
      return new Token(Token.Kind.REDIRECT, "<<", start, null);
    }
    skipBlank();
    Word target = at < end && script.charAt(at) != '\n' ? word() : null;
    return new Token(Token.Kind.REDIRECT, redirect, start, target);
  }

  private Word word() {
    int start = at;
    StringBuilder text = new StringBuilder();
    List<Word.Part> parts = new ArrayList<>();
    boolean plain = true;
    while (at < end) {
      char c = script.charAt(at);
      if (c == '\\') {
        escape(text);
        plain = false;
      } else if (c == '\'') {
        int close = Quotes.single(script, at, end);
        text.append(script, at + 1, Math.max(at + 1, close - 1));
        at = close;
        plain = false;
      } else if (c == '"') {
        int close = Quotes.doubled(script, at, end, parts);
        text.append(Quotes.unescape(script.substring(at + 1, Math.max(at + 1, close - 1))));
        at = close;
        plain = false;
      } else if (c == '$' || c == '`') {
        int close = Quotes.expansion(script, at, end, parts);
        text.append(script, at, close);
        at = close;
      } else if ((c == '<' || c == '>') && script.startsWith("(", at + 1)) {
        int close = Quotes.parenthesised(script, at + 1, end);
        parts.add(new Word.Part(Math.min(at + 2, close), Math.max(at + 2, close - 1)));
        text.append(script, at, close);
        at = close;
      } else if (c == '(' && !text.isEmpty() && text.charAt(text.length() - 1) == '=') {
        int close = Quotes.parenthesised(script, at, end);
        text.append(script, at, close);
        at = close;
      } else if (META.indexOf(c) >= 0) {
        break;
      } else {
        text.append(c);
        at++;
      }
    }
    if (at == start) {
      at++; // a stray character: passed over, so that reading goes on
    }
    return new Word(text.toString(), start, plain, parts);
  }

  private void escape(StringBuilder text) {
    if (script.startsWith("\\\n", at)) {
      at += 2;
    } else if (at + 1 < end) {
      text.append(script.charAt(at + 1));
      at += 2;
    } else {
      at = end;
    }
  }
}
