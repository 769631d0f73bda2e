package dev.sluice.survey.shell;

import java.util.ArrayList;
import java.util.List;

/// Finds where quoted and substituted parts of a shell word end. All positions are offsets; an open
/// part ends at `end`.
final class Quotes {
  private static final int MAX_DEPTH = 30;

  private Quotes() {}

  /// After the quote that closes the single quote at an offset.
  static int single(String script, int at, int end) {
    int close = script.indexOf('\'', at + 1);
    return close < 0 || close >= end ? end : close + 1;
  }

  /// After the quote that closes the double quote at an offset.
  ///
  /// @param parts takes the substitutions inside
  static int doubled(String script, int at, int end, List<Word.Part> parts) {
    return doubled(script, at, end, parts, 0);
  }

  private static int doubled(String script, int at, int end, List<Word.Part> parts, int depth) {
    int i = at + 1;
    while (i < end) {
      char c = script.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i += 2;
      } else if (c == '$' || c == '`') {
        i = expansion(script, i, end, parts, depth + 1);
      } else {
        i++;
      }
    }
    return end;
  }

  /// After the expansion at an offset: `$x`, `${…}`, `$(…)`, `$((…))`, backticks or `${{ … }}`.
  static int expansion(String script, int at, int end, List<Word.Part> parts) {
    return expansion(script, at, end, parts, 0);
  }

  private static int expansion(String script, int at, int end, List<Word.Part> parts, int depth) {
    if (depth > MAX_DEPTH) {
      return end;
    }
    if (script.charAt(at) == '`') {
      return backtick(script, at, end, parts);
    }
    if (script.startsWith("${{", at)) {
      int close = script.indexOf("}}", at);
      return close < 0 || close + 2 > end ? end : close + 2;
    }
    if (script.startsWith("$((", at)) {
      return parenthesised(script, at + 1, end, depth);
    }
    if (script.startsWith("$(", at)) {
      int close = parenthesised(script, at + 1, end, depth);
      parts.add(new Word.Part(Math.min(at + 2, close), Math.max(at + 2, close - 1)));
      return close;
    }
    if (script.startsWith("${", at)) {
      return braced(script, at + 2, end, parts, depth);
    }
    return script.startsWith("$'", at) ? ansi(script, at + 2, end) : at + 1;
  }

  private static int ansi(String script, int from, int end) {
    int i = from;
    while (i < end && script.charAt(i) != '\'') {
      i += script.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(end, i + 1);
  }

  private static int backtick(String script, int at, int end, List<Word.Part> parts) {
    int i = at + 1;
    while (i < end && script.charAt(i) != '`') {
      i += script.charAt(i) == '\\' ? 2 : 1;
    }
    int close = Math.min(end, i);
    parts.add(new Word.Part(at + 1, close));
    return Math.min(end, close + 1);
  }

  private static int braced(String script, int from, int end, List<Word.Part> parts, int depth) {
    int i = from;
    while (i < end) {
      char c = script.charAt(i);
      if (c == '}') {
        return i + 1;
      }
      i = unit(script, i, end, parts, depth);
    }
    return end;
  }

  /// After the parenthesis that closes the one at an offset.
  static int parenthesised(String script, int at, int end) {
    return parenthesised(script, at, end, 0);
  }

  private static int parenthesised(String script, int at, int end, int depth) {
    int level = 0;
    int i = at;
    List<Word.Part> ignored = new ArrayList<>();
    while (i < end) {
      char c = script.charAt(i);
      if (c == '(') {
        level++;
        i++;
      } else if (c == ')') {
        level--;
        i++;
        if (level == 0) {
          return i;
        }
      } else if (c == '#' && i > at && Character.isWhitespace(script.charAt(i - 1))) {
        int eol = script.indexOf('\n', i);
        i = eol < 0 || eol > end ? end : eol;
      } else {
        i = unit(script, i, end, ignored, depth);
      }
    }
    return end;
  }

  private static int unit(String script, int at, int end, List<Word.Part> parts, int depth) {
    return switch (script.charAt(at)) {
      case '\\' -> Math.min(end, at + 2);
      case '\'' -> single(script, at, end);
      case '"' -> depth > MAX_DEPTH ? end : doubled(script, at, end, parts, depth + 1);
      case '$', '`' -> expansion(script, at, end, parts, depth + 1);
      default -> at + 1;
    };
  }

  /// The inside of double quotes, its escapes resolved.
  static String unescape(String inside) {
    if (inside.indexOf('\\') < 0) {
      return inside;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      boolean escape =
          c == '\\' && i + 1 < inside.length() && "\"\\$`\n".indexOf(inside.charAt(i + 1)) >= 0;
      if (escape) {
        i++;
        if (inside.charAt(i) != '\n') {
          text.append(inside.charAt(i));
        }
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
