package dev.sluice.bundle.artifact.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one selector of a simple query, such as `sum(rate(requests_total{code=~"5.."}[5m]))`.
///
/// @param metric its metric
/// @param labels a value that each of its matchers takes
record Selector(String metric, Map<String, String> labels) {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*+";
  private static final String MATCHERS = "(?:\\{([^{}]*+)\\})?+";

  /// A selector alone.
  private static final Pattern BARE = Pattern.compile("(" + NAME + ")\\s*+" + MATCHERS);

  /// The sum of a rate over one selector.
  private static final Pattern RATE =
      Pattern.compile(
          "sum\\s*+\\(\\s*+(?:rate|increase)\\s*+\\(\\s*+("
              + NAME
              + ")\\s*+"
              + MATCHERS
              + "\\s*+\\[\\s*+[0-9smhdw]++\\s*+\\]\\s*+\\)\\s*+\\)");

  private static final Pattern MATCHER =
      Pattern.compile("\\s*+(" + NAME + ")\\s*+(=~|!=|!~|=)\\s*+\"([^\"\\\\]*+)\"\\s*+,?+");

  Selector {
    labels = new TreeMap<>(labels);
  }

  /// The selector of a query that is nothing else.
  static Optional<Selector> bare(String query) {
    return of(BARE, query);
  }

  /// The selector of a query that sums its rate.
  static Optional<Selector> rate(String query) {
    return of(RATE, query);
  }

  private static Optional<Selector> of(Pattern shape, String query) {
    Matcher matcher = shape.matcher(query.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String inside = matcher.group(2) == null ? "" : matcher.group(2).strip();
    Map<String, String> labels = new TreeMap<>();
    Matcher each = MATCHER.matcher(inside);
    int end = 0;
    while (end < inside.length() && each.find(end) && each.start() == end) {
      Optional<String> value = value(each.group(2), each.group(3));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      labels.put(each.group(1), value.get());
      end = each.end();
    }
    return end < inside.length()
        ? Optional.empty()
        : Optional.of(new Selector(matcher.group(1), labels));
  }

  /// A value that a matcher takes; empty where that is not plain.
  private static Optional<String> value(String operator, String text) {
    return switch (operator) {
      case "=" -> Optional.of(text);
      case "=~" -> {
        String first = text.split("\\|", -1)[0];
        String plain = first.replace(".*", "").replace(".+", "x").replace(".", "0");
        yield plain.matches("[\\w/ -]*") && plain.length() > 0
            ? Optional.of(plain)
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /// The series, with one more label when it is not there yet.
  String with(String label, String value) {
    Map<String, String> all = new TreeMap<>(labels);
    all.putIfAbsent(label, value);
    return series(metric, all);
  }

  /// A series as unit tests write it.
  static String series(String metric, Map<String, String> labels) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(labels).forEach((k, v) -> parts.add(k + "=\"" + v + "\""));
    return metric + "{" + String.join(",", parts) + "}";
  }
}
