package dev.sluice.drivers.prometheus;

import dev.sluice.drivers.prometheus.Counting.Windowed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads a query: exactly where it can be, else over windows, else not at all.
final class Reader {
  /// What gives something else than a count, wherever it stands.
  private static final Set<String> NO_COUNTS =
      Set.of(
          "avg",
          "max",
          "min",
          "quantile",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "count_values",
          "histogram_quantile",
          "irate",
          "idelta",
          "delta",
          "deriv",
          "predict_linear",
          "absent",
          "changes",
          "resets",
          "clamp",
          "clamp_max",
          "clamp_min",
          "offset",
          "bool",
          "/",
          "%",
          "^",
          "@");

  private Reader() {}

  /// @param query without placeholders but `{{window}}`
  static Counting read(String query) throws QueryException {
    try {
      return Parser.parse(query);
    } catch (QueryException e) {
      Windowed windowed = windowed(query);
      if (windowed == null) {
        throw e;
      }
      return windowed;
    }
  }

  /// Only one sum of whatever rests on counters over one and the same window.
  private static @Nullable Windowed windowed(String query) throws QueryException {
    List<Token> tokens = Token.of(query.replace(Parser.WINDOW, "1w1ms"));
    Set<String> functions = new TreeSet<>();
    Set<String> ranges = new LinkedHashSet<>();
    int ranged = 0;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.TEXT) {
        continue;
      }
      if (NO_COUNTS.contains(token.text()) || scales(tokens, i)) {
        return null;
      }
      if (token.is("rate") || token.is("increase")) {
        functions.add(token.text());
      }
      if (token.is("[")) {
        ranges.add(tokens.get(i + 1).text());
        ranged++;
      }
    }
    if (!isOneSum(tokens) || functions.size() != 1 || ranges.size() != 1) {
      return null;
    }
    List<Selector> selectors = Parser.ranged(query);
    boolean any = query.contains(Parser.WINDOW);
    String range = ranges.iterator().next();
    long millis = any ? 0 : Span.millis(range);
    if (millis < 0 || selectors.size() != ranged) {
      return null;
    }
    return new Windowed(
        any ? query : general(query, tokens), millis, functions.contains("rate"), selectors);
  }

  /// With `{{window}}` in place of the range.
  private static String general(String query, List<Token> tokens) {
    StringBuilder text = new StringBuilder(query);
    for (int i = tokens.size() - 2; i >= 0; i--) {
      if (tokens.get(i).is("[")) {
        Token range = tokens.get(i + 1);
        text.replace(range.at(), range.at() + range.text().length(), Parser.WINDOW);
      }
    }
    return text.toString();
  }

  private static boolean scales(List<Token> tokens, int at) {
    return tokens.get(at).is("*")
        && (tokens.get(at + 1).kind() == Token.Kind.NUMBER
            || (at > 0 && tokens.get(at - 1).kind() == Token.Kind.NUMBER));
  }

  /// Whether it is `sum(…)`, with or without labels that are kept, and nothing beside it.
  private static boolean isOneSum(List<Token> tokens) {
    if (!tokens.getFirst().is("sum")) {
      return false;
    }
    int at = closed(tokens, labels(tokens, 1));
    return at > 0 && tokens.get(labels(tokens, at)).kind() == Token.Kind.END;
  }

  private static int labels(List<Token> tokens, int at) {
    boolean grouped = tokens.get(at).is("by") || tokens.get(at).is("without");
    return grouped ? Math.max(at, closed(tokens, at + 1)) : at;
  }

  /// Index after the parenthesis that closes the one at an index, or -1.
  private static int closed(List<Token> tokens, int from) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth <= 0) {
        return i == from ? -1 : i + 1;
      }
    }
    return -1;
  }
}
