package dev.sluice.bundle.artifact.prometheus;

import dev.sluice.bundle.artifact.prometheus.Alert.Meaning;
import dev.sluice.bundle.artifact.prometheus.Alert.Sample;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an analysis of a rollout measures, as an expression that holds while it is bad.
///
/// @param measured the measured value, without the bound
/// @param bound the comparison that is bad: `> 0.01`
/// @param sample series for a unit test, or null
public record Condition(String measured, String bound, Meaning meaning, @Nullable Sample sample) {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String BAD = "0+60x240";
  private static final String NONE = "0x240";

  /// The expression.
  public String expression() {
    return measured + " " + bound;
  }

  /// The condition of an analysis over all versions, whatever part of the traffic its queries are
  /// narrowed to; empty when it has no query or no absolute bound.
  public static Optional<Condition> of(Cd.Analysis analysis) {
    Cd.Query query = analysis.query();
    Cd.Objective objective = analysis.objective();
    if (query == null || objective == null) {
      return Optional.empty();
    }
    boolean below = objective.comparison() == Cd.Comparison.BELOW;
    String bound = (below ? "> " : "< ") + Spans.number(objective.threshold());
    return measured(analysis)
        .map(Condition::allVersions)
        .map(measured ->
            new Condition(
                measured,
                bound,
                meaning(query),
                below ? sample(query, objective.threshold()) : null));
  }

  /// The measured value of an analysis, as it is queried.
  public static Optional<String> measured(Cd.Analysis analysis) {
    Cd.Query query = analysis.query();
    if (query == null) {
      return Optional.empty();
    }
    String bad = query.bad();
    String total = query.total();
    String buckets = query.buckets();
    String value = query.value();
    if (bad != null && total != null) {
      return Optional.of(bad.strip() + "\n  / " + total.strip());
    }
    if (buckets != null) {
      return Optional.of(quantile(analysis, buckets.strip()));
    }
    return Optional.ofNullable(value).map(String::strip);
  }

  private static String quantile(Cd.Analysis analysis, String buckets) {
    Cd.Objective objective = analysis.objective();
    Double quantile = objective == null ? null : objective.quantile();
    Duration window = analysis.window() == null ? WINDOW : analysis.window();
    String rate =
        buckets.contains("rate(") || buckets.contains("increase(")
            ? buckets
            : "sum by (le) (rate(" + buckets + "[" + Spans.text(window) + "]))";
    return "histogram_quantile("
        + Spans.number(quantile == null ? 0.99 : quantile)
        + ",\n  "
        + rate
        + ")";
  }

  /// Queries of a canary analysis look at the canary's part; an alert looks at every version.
  private static String allVersions(String query) {
    return query.replaceAll("=\\s*\"([\\w-]+)-canary\"", "=~\"$1(-canary)?\"");
  }

  private static Meaning meaning(Cd.Query query) {
    if (query.bad() != null && query.total() != null) {
      return Meaning.ERRORS;
    }
    return query.buckets() != null ? Meaning.LATENCY : Meaning.VALUE;
  }

  private static @Nullable Sample sample(Cd.Query query, double threshold) {
    String bad = query.bad();
    String total = query.total();
    String buckets = query.buckets();
    if (bad != null && total != null) {
      return Selector.rate(bad)
          .flatMap(b -> Selector.rate(total).map(t -> errors(b, t, threshold)))
          .orElse(null);
    }
    return buckets == null
        ? null
        : Selector.bare(buckets).map(b -> latency(b, threshold)).orElse(null);
  }

  private static @Nullable Sample errors(Selector bad, Selector total, double threshold) {
    boolean within =
        bad.metric().equals(total.metric())
            && bad.labels().entrySet().containsAll(total.labels().entrySet())
            && bad.labels().size() > total.labels().size();
    if (!within || threshold >= 1 || threshold < 0) {
      return null;
    }
    Map<String, String> good = new TreeMap<>(total.labels());
    String other = good.keySet().contains("outcome") ? "result" : "outcome";
    good.put(other, "good");
    String fine = Selector.series(total.metric(), good);
    String broken = Selector.series(bad.metric(), bad.labels());
    return new Sample(Map.of(broken, BAD, fine, NONE), Map.of(broken, NONE, fine, BAD), Map.of());
  }

  private static Sample latency(Selector buckets, double threshold) {
    String fast = buckets.with("le", Spans.number(threshold / 2));
    String bound = buckets.with("le", Spans.number(threshold));
    String slow = buckets.with("le", Spans.number(threshold * 2));
    String all = buckets.with("le", "+Inf");
    return new Sample(
        Map.of(fast, NONE, bound, NONE, slow, BAD, all, BAD),
        Map.of(fast, BAD, bound, BAD, slow, BAD, all, BAD),
        Map.of());
  }
}
