package dev.sluice.drivers.prometheus;

import dev.sluice.drivers.prometheus.Counting.Exact;
import dev.sluice.drivers.prometheus.Counting.Term;
import dev.sluice.drivers.prometheus.Selector.LabelMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads queries of the forms that are counted exactly: counters, `rate` or `increase` of counters,
/// `sum` of those, and sums that are added or taken away.
///
/// Source: Prometheus, "Querying basics" and "Operators".
final class Parser {
  static final String WINDOW = "{{window}}";

  private static final Pattern COUNTER = Pattern.compile(".*_(total|count|bucket|sum)");
  private static final String WRITE =
      "write sum(a_counter_total{…}), or sum(increase(a_counter_total{…}[{{window}}]))";

  /// What a part of the query gives.
  private enum Unit {
    COUNTER,
    COUNT,
    RATE
  }

  /// @param single one number without labels
  private record Part(Unit unit, boolean single, List<Term> terms) {}

  private final List<Token> tokens;
  private int next;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// @param query without placeholders but `{{window}}`
  static Exact parse(String query) throws QueryException {
    // A window may be any: what it is makes no difference to a count that is exact.
    Parser parser = new Parser(Token.of(query.replace(WINDOW, "1m")));
    Part whole = parser.sum();
    parser.skipZero();
    Token end = parser.peek();
    if (end.kind() != Token.Kind.END) {
      throw unexpected("nothing more, or + or - and another sum", end);
    }
    return new Exact(whole.terms());
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  private boolean skip(String mark) {
    boolean found = peek().is(mark);
    if (found) {
      next++;
    }
    return found;
  }

  private void expect(String mark) throws QueryException {
    Token token = take();
    if (!token.is(mark)) {
      throw unexpected("'" + mark + "'", token);
    }
  }

  private static QueryException unexpected(String expected, Token found) {
    return new QueryException(
        "expected " + expected + ", but found " + found.shown() + " at " + (found.at() + 1), WRITE);
  }

  private Part sum() throws QueryException {
    Part left = part();
    while (peek().is("+") || peek().is("-")) {
      Token operator = take();
      Part right = part();
      if (!left.single() || !right.single()) {
        throw new QueryException(
            "expected sum(…) on both sides of "
                + operator.shown()
                + ", but found series with labels",
            "write sum(…) " + operator.text() + " sum(…)");
      }
      if (left.unit() != right.unit()) {
        throw new QueryException(
            "expected the same on both sides of "
                + operator.shown()
                + ", but found counts and rates",
            "write increase on both sides");
      }
      List<Term> terms = new ArrayList<>(left.terms());
      for (Term term : right.terms()) {
        terms.add(new Term(term.minus() != operator.is("-"), term.selector()));
      }
      left = new Part(left.unit(), true, terms);
    }
    return left;
  }

  /// `or vector(0)`: that nothing is none is settled elsewhere.
  private void skipZero() throws QueryException {
    if (skip("or")) {
      if (skip("on")) {
        expect("(");
        expect(")");
      }
      expect("vector");
      expect("(");
      expect("0");
      expect(")");
    }
  }

  private Part part() throws QueryException {
    if (skip("(")) {
      Part inner = sum();
      skipZero();
      expect(")");
      return inner;
    }
    Token token = take();
    if (token.kind() != Token.Kind.NAME && !token.is("{")) {
      throw unexpected("a metric, sum, rate or increase", token);
    }
    boolean calls = peek().is("(");
    if (token.text().equals("sum")) {
      return total();
    }
    if (calls && (token.text().equals("rate") || token.text().equals("increase"))) {
      expect("(");
      Selector selector = selector(take());
      range();
      expect(")");
      Unit unit = token.text().equals("rate") ? Unit.RATE : Unit.COUNT;
      return new Part(unit, false, List.of(new Term(false, selector)));
    }
    if (calls || peek().is("by") || peek().is("without")) {
      throw new QueryException(
          "expected a count, but found " + token.text() + "(…), which gives none", WRITE);
    }
    return counter(selector(token));
  }

  private static Part counter(Selector selector) throws QueryException {
    if (!COUNTER.matcher(selector.metric()).matches()) {
      throw new QueryException(
          "expected a counter, and cannot tell whether "
              + selector.metric()
              + " is one: its name does not end with _total, _count, _bucket or _sum",
          "write increase(" + selector.metric() + "[{{window}}]) if it only goes up");
    }
    return new Part(Unit.COUNTER, false, List.of(new Term(false, selector)));
  }

  private Part total() throws QueryException {
    boolean grouped = grouping();
    expect("(");
    Part inner = sum();
    skipZero();
    expect(")");
    grouped |= grouping();
    return new Part(inner.unit(), !grouped, inner.terms());
  }

  /// Labels that a sum keeps. Counts are added up in the end, so that it makes no difference which.
  private boolean grouping() throws QueryException {
    if (!skip("by") && !skip("without")) {
      return false;
    }
    expect("(");
    while (!skip(")")) {
      Token label = take();
      if (label.kind() != Token.Kind.NAME && !label.is(",")) {
        throw unexpected("a label", label);
      }
    }
    return true;
  }

  private void range() throws QueryException {
    expect("[");
    Token length = take();
    if (Span.millis(length.text()) < 0) {
      throw unexpected("a time such as 1m", length);
    }
    expect("]");
  }

  private Selector selector(Token first) throws QueryException {
    List<LabelMatcher> matchers = new ArrayList<>();
    String name = first.kind() == Token.Kind.NAME ? first.text() : "";
    if (first.is("{") || skip("{")) {
      while (!skip("}")) {
        matchers.add(matcher());
        if (!peek().is("}")) {
          expect(",");
        }
      }
    }
    Token after = peek();
    if (after.is("offset") || after.is("@")) {
      throw unexpected("no shift in time", after);
    }
    for (LabelMatcher matcher : List.copyOf(matchers)) {
      if (name.isEmpty() && matcher.label().equals("__name__") && matcher.operator().equals("=")) {
        name = matcher.value().substring(1, matcher.value().length() - 1);
        matchers.remove(matcher);
      }
    }
    if (name.isEmpty()) {
      throw unexpected("the name of one metric", first);
    }
    return new Selector(name, matchers);
  }

  private LabelMatcher matcher() throws QueryException {
    Token label = take();
    Token operator = take();
    Token value = take();
    if (label.kind() != Token.Kind.NAME
        || !List.of("=", "!=", "=~", "!~").contains(operator.text())
        || value.kind() != Token.Kind.TEXT) {
      throw unexpected("label=\"value\"", label);
    }
    return new LabelMatcher(label.text(), operator.text(), value.text());
  }

  /// The selectors that stand before a range anywhere in a query.
  static List<Selector> ranged(String query) throws QueryException {
    List<Token> tokens = Token.of(query.replace(WINDOW, "1m"));
    List<Selector> found = new ArrayList<>();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean function = tokens.get(i).is("increase") || tokens.get(i).is("rate");
      if (function && tokens.get(i + 1).is("(")) {
        Parser parser = new Parser(tokens.subList(i + 2, tokens.size()));
        found.add(parser.selector(parser.take()));
        parser.range();
      }
    }
    return List.copyOf(found);
  }
}
