package dev.sluice.drivers.prometheus;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which series a query takes: those of one metric whose labels are as they shall be.
///
/// @param metric the metric's name
/// @param matchers what else their labels have to be
record Selector(String metric, List<LabelMatcher> matchers) {
  Selector {
    requireNonNull(metric, "metric");
    matchers = List.copyOf(matchers);
  }

  /// One label and what it has to be.
  ///
  /// @param operator `=`, `!=`, `=~` or `!~`
  /// @param value with its quotes, as it was written
  record LabelMatcher(String label, String operator, String value) {
    /// Whether a series without the label cannot be meant.
    boolean needsLabel() {
      boolean empty = value.length() == 2;
      boolean anything = value.substring(1, value.length() - 1).equals(".*");
      return switch (operator) {
        case "=" -> !empty;
        case "=~" -> !empty && !anything;
        case "!=" -> empty;
        default -> false;
      };
    }
  }

  /// Labels that a series has to have.
  Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    for (LabelMatcher matcher : matchers) {
      if (matcher.needsLabel()) {
        labels.add(matcher.label());
      }
    }
    return labels;
  }

  /// In PromQL.
  String text() {
    if (matchers.isEmpty()) {
      return metric;
    }
    StringBuilder text = new StringBuilder(metric).append('{');
    for (LabelMatcher matcher : matchers) {
      text.append(matcher.label()).append(matcher.operator()).append(matcher.value()).append(',');
    }
    text.setCharAt(text.length() - 1, '}');
    return text.toString();
  }
}
