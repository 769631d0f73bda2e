package dev.sluice.bundle.artifact.rollout;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.artifact.prometheus.Condition;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number that is measured, and the side of its bound that is good.
///
/// @param name empty for the only one of an analysis, else what tells it from the others
/// @param query PromQL that gives one number
/// @param below whether less is better; a bound that is met exactly is good only where `within`
record Metric(String name, String query, boolean below, boolean within, double bound) {
  /// What names the new version in a query: the Service that leads to it.
  private static final Pattern CANARY = Pattern.compile("=~?\\s*\"([\\w-]+)-canary\"");

  /// A label that is one name, of the version before or of the new one.
  private static final Pattern NAMED = Pattern.compile("=\\s*\"([\\w-]+?)(-canary|-primary)?\"");

  /// A query that gives one number without labels, so that two can be compared.
  private static final Pattern ONE =
      Pattern.compile(
          "(?s)\\s*(sum|avg|max|min|count|quantile|histogram_quantile|scalar)\\s*\\(.*");

  Metric {
    requireNonNull(name, "name");
    requireNonNull(query, "query");
  }

  /// What an analysis measures; empty where that needs more than the delivery says.
  ///
  /// @param stable what ends the name of the Service that leads to the version before
  static List<Metric> of(Cd.Analysis analysis, String stable) {
    Optional<String> query = Condition.measured(analysis);
    if (query.isEmpty()) {
      return List.of();
    }
    List<Metric> metrics = new ArrayList<>();
    Cd.Objective objective = analysis.objective();
    if (objective != null) {
      boolean below = objective.comparison() == Cd.Comparison.BELOW;
      metrics.add(new Metric("", query.get(), below, false, objective.threshold()));
    }
    if (analysis.compare() == Cd.Compare.BASELINE) {
      against(analysis, query.get(), stable).ifPresent(metrics::add);
    }
    return List.copyOf(metrics);
  }

  /// The new version against the one before. What is within one tolerance does no harm.
  private static Optional<Metric> against(Cd.Analysis analysis, String query, String stable) {
    Cd.Tolerance tolerance = analysis.tolerance();
    if (tolerance == null || !CANARY.matcher(query).find() || !isOne(analysis)) {
      return Optional.empty();
    }
    String now = "(" + query + ")";
    String before = "(" + CANARY.matcher(query).replaceAll("=\"$1" + stable + "\"") + ")";
    Double ratio = tolerance.ratio();
    Double over = over(tolerance);
    String name = analysis.objective() == null ? "" : "baseline";
    if (ratio != null && over != null) {
      String both =
          "min(\n  label_replace("
              + now
              + "\n    - "
              + Spans.number(ratio)
              + " * "
              + before
              + ", \"tolerance\", \"ratio\", \"\", \"\")\n  or\n  label_replace("
              + now
              + "\n    - "
              + before
              + " - "
              + Spans.number(over)
              + ", \"tolerance\", \"absolute\", \"\", \"\"))";
      return Optional.of(new Metric(name, both, true, true, 0));
    }
    if (ratio != null) {
      String excess = now + "\n  - " + Spans.number(ratio) + " * " + before;
      return Optional.of(new Metric(name, excess, true, true, 0));
    }
    return over == null
        ? Optional.empty()
        : Optional.of(new Metric(name, now + "\n  - " + before, true, true, over));
  }

  private static @Nullable Double over(Cd.Tolerance tolerance) {
    Duration latency = tolerance.latency();
    return latency == null ? tolerance.absolute() : Double.valueOf(latency.toMillis() / 1000.0);
  }

  private static boolean isOne(Cd.Analysis analysis) {
    Cd.Query query = analysis.query();
    if (query == null) {
      return false;
    }
    return query.buckets() != null
        || List.of(
                Optional.ofNullable(query.bad()),
                Optional.ofNullable(query.total()),
                Optional.ofNullable(query.value()))
            .stream()
            .flatMap(Optional::stream)
            .allMatch(q -> ONE.matcher(q).matches() && !q.matches("(?s).*\\bby\\s*\\(.*"));
  }

  /// The same for whatever a placeholder stands for, where the query names one of some services.
  Metric naming(Set<String> services, String placeholder) {
    Matcher named = NAMED.matcher(query);
    String general =
        named.replaceAll(match ->
            Matcher.quoteReplacement(
                services.contains(match.group(1))
                    ? "=\"" + placeholder + Objects.requireNonNullElse(match.group(2), "") + "\""
                    : match.group()));
    return new Metric(name, general, below, within, bound);
  }

  /// The comparison that is good, in the language of conditions: `< 0.01`.
  String good() {
    return (below ? within ? "<= " : "< " : within ? ">= " : "> ") + Spans.number(bound);
  }

  /// The comparison that is bad.
  String bad() {
    return (below ? within ? "> " : ">= " : within ? "< " : "<= ") + Spans.number(bound);
  }
}
