package dev.sluice.flow.pipeline.expression;

import dev.sluice.flow.pipeline.expression.Expression.And;
import dev.sluice.flow.pipeline.expression.Expression.Call;
import dev.sluice.flow.pipeline.expression.Expression.Compare;
import dev.sluice.flow.pipeline.expression.Expression.Literal;
import dev.sluice.flow.pipeline.expression.Expression.Not;
import dev.sluice.flow.pipeline.expression.Expression.Opaque;
import dev.sluice.flow.pipeline.expression.Expression.Or;
import dev.sluice.flow.pipeline.expression.Expression.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Takes one condition apart, by recursive descent with a bounded depth and length.
final class Parser {
  private static final int DEEPEST = 100;
  private static final int LONGEST = 10_000;
  private static final List<String> COMPARISONS = List.of("==", "!=", "<=", ">=", "<", ">");

  private final String text;
  private int at;
  private int depth;
  private boolean failed;

  Parser(String written) {
    String stripped = written.strip();
    boolean wrapped =
        stripped.startsWith("${{") && stripped.endsWith("}}") && stripped.indexOf("${{", 3) < 0;
    this.text = wrapped ? stripped.substring(3, stripped.length() - 2).strip() : stripped;
  }

  Expression whole() {
    if (text.length() > LONGEST) {
      return new Opaque(text);
    }
    Expression found = or();
    space();
    return failed || at < text.length() ? new Opaque(text) : found;
  }

  private Expression or() {
    Expression left = and();
    while (take("||")) {
      left = new Or(left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = comparison();
    while (take("&&")) {
      left = new And(left, comparison());
    }
    return left;
  }

  private Expression comparison() {
    Expression left = unary();
    Optional<String> operator = COMPARISONS.stream().filter(this::take).findFirst();
    while (operator.isPresent()) {
      left = new Compare(operator.get(), left, unary());
      operator = COMPARISONS.stream().filter(this::take).findFirst();
    }
    return left;
  }

  private Expression unary() {
    if (depth > DEEPEST) {
      return fail();
    }
    depth++;
    try {
      if (peekNot()) {
        at++;
        return new Not(unary());
      }
      return primary();
    } finally {
      depth--;
    }
  }

  private boolean peekNot() {
    space();
    return text.startsWith("!", at) && !text.startsWith("!=", at);
  }

  private Expression primary() {
    if (take("(")) {
      Expression inner = or();
      return take(")") ? inner : fail();
    }
    if (text.startsWith("'", at)) {
      return string();
    }
    int begin = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == begin) {
      return fail();
    }
    String word = text.substring(begin, at);
    if (take("(")) {
      return call(word.toLowerCase(Locale.ROOT));
    }
    return isLiteral(word) ? new Literal(word.equals("null") ? "" : word) : path(word);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
  }

  private static boolean isLiteral(String word) {
    char first = word.charAt(0);
    return word.equals("true")
        || word.equals("false")
        || word.equals("null")
        || Character.isDigit(first)
        || first == '-';
  }

  private Expression string() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      if (text.startsWith("''", at)) {
        value.append('\'');
        at += 2;
      } else if (text.charAt(at) == '\'') {
        at++;
        return new Literal(value.toString());
      } else {
        value.append(text.charAt(at++));
      }
    }
    return fail();
  }

  private Expression call(String name) {
    List<Expression> arguments = new ArrayList<>();
    if (take(")")) {
      return new Call(name, arguments);
    }
    do {
      arguments.add(or());
    } while (take(","));
    return take(")") ? tail(new Call(name, arguments)) : fail();
  }

  /// What is read from the result of a function is as opaque as the function.
  private Expression tail(Call call) {
    while (at < text.length() && (text.charAt(at) == '.' || isWord(text.charAt(at)))) {
      at++;
    }
    return call;
  }

  /// A path, with `['name']` written as `.name` and `[0]` or `[expression]` as `.*`.
  private Expression path(String begin) {
    StringBuilder name = new StringBuilder(begin);
    while (at < text.length() && text.charAt(at) == '[') {
      at++;
      Expression index = or();
      if (!take("]")) {
        return fail();
      }
      name.append('.').append(index instanceof Literal(String key) ? key : "*");
      int from = at;
      while (at < text.length() && isWord(text.charAt(at))) {
        at++;
      }
      name.append(text, from, at);
    }
    return new Path(name.toString());
  }

  private boolean take(String token) {
    space();
    if (failed || !text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private Expression fail() {
    failed = true;
    return new Opaque(text);
  }
}
