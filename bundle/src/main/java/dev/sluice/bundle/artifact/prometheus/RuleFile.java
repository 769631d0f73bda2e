package dev.sluice.bundle.artifact.prometheus;

import dev.sluice.bundle.artifact.prometheus.Alert.Sample;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.yaml.YamlMap;
import dev.sluice.flow.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A file of rules with the file of its unit tests.
final class RuleFile {
  private static final int LATE = 230;

  private RuleFile() {}

  /// The rules as Prometheus loads them.
  static String rules(String group, List<Measure> measures, List<Alert> alerts) {
    List<YamlMap> rules = new ArrayList<>();
    measures.forEach(
        m -> rules.add(YamlMap.of("record", m.record()).and("expr", block(m.expression()))));
    alerts.forEach(a -> rules.add(alert(a)));
    return YamlWriter.write(
        YamlMap.of("groups", List.of(YamlMap.of("name", group).and("rules", rules))));
  }

  private static YamlMap alert(Alert alert) {
    return YamlMap.of("alert", alert.name())
        .and("expr", block(alert.expression()))
        .and("for", Spans.text(alert.hold()))
        .and("labels", map(alert.labels()))
        .and("annotations", map(alert.annotations()));
  }

  private static String block(String expression) {
    return expression.contains("\n") ? expression + "\n" : expression;
  }

  private static YamlMap map(Map<String, String> entries) {
    YamlMap map = YamlMap.of();
    entries.forEach(map::and);
    return map;
  }

  /// The tests as `promtool test rules` runs them: every alert is raised by what it is for and by
  /// nothing less, every record has the value that its input gives.
  static String tests(String rules, List<Measure> measures, List<Alert> alerts) {
    List<YamlMap> tests = new ArrayList<>();
    measures.forEach(m -> tests.add(recorded(m)));
    for (Alert alert : alerts) {
      Sample sample = alert.sample();
      if (sample != null) {
        tests.add(raised(alert, sample));
        if (!sample.quiet().isEmpty()) {
          tests.add(quiet(alert, sample));
        }
      }
    }
    return YamlWriter.write(
        YamlMap.of("rule_files", List.of(rules))
            .and("evaluation_interval", "1m")
            .and("tests", tests));
  }

  private static YamlMap recorded(Measure measure) {
    return test(measure.series())
        .and(
            "promql_expr_test",
            List.of(
                YamlMap.of("expr", "round(" + measure.record() + ", 0.001)")
                    .and("eval_time", LATE + "m")
                    .and(
                        "exp_samples",
                        List.of(
                            YamlMap.of("labels", "{service=\"s\"}")
                                .and("value", Double.valueOf(measure.expected()))))));
  }

  private static YamlMap raised(Alert alert, Sample sample) {
    Map<String, String> labels = new TreeMap<>(sample.labels());
    labels.putAll(alert.labels());
    return test(sample.firing())
        .and(
            "alert_rule_test",
            List.of(
                YamlMap.of("eval_time", LATE + "m")
                    .and("alertname", alert.name())
                    .and(
                        "exp_alerts",
                        List.of(
                            YamlMap.of("exp_labels", map(labels))
                                .and("exp_annotations", map(alert.annotations()))))));
  }

  private static YamlMap quiet(Alert alert, Sample sample) {
    return test(sample.quiet())
        .and(
            "alert_rule_test",
            List.of(
                YamlMap.of("eval_time", LATE + "m")
                    .and("alertname", alert.name())
                    .and("exp_alerts", List.of())));
  }

  private static YamlMap test(Map<String, String> series) {
    return YamlMap.of("interval", "1m")
        .and(
            "input_series",
            new TreeMap<>(series)
                .entrySet().stream()
                    .map(e -> YamlMap.of("series", e.getKey()).and("values", e.getValue()))
                    .toList());
  }
}
