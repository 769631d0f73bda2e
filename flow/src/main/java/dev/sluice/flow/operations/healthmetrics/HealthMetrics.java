package dev.sluice.flow.operations.healthmetrics;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.Operations.HealthMetric;
import dev.sluice.flow.delivery.Operations.PlatformMetric;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.RecordingRule;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.source.Source;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The delivery platform itself is measured.
@AutoService(Criterion.class)
public final class HealthMetrics implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "operations.health-metrics",
              Stage.OPERATIONS,
              "Is the health of the delivery platform measured?",
              "A pipeline that slows down or a rollback rate that doubles is noticed by nobody who doesn't measure it.",
              "list under `operations.healthMetrics` pipeline-health, queue-time, deployment-error-rate, recovery-time,"
                  + " change-fail-rate and rollback-rate, each with its `query`")
          .enforced("record each `query` by a recording rule, or alert on it")
          .proven(
              "values were measured (runs of kind `measurement` whose values hold every metric by its name)",
              Duration.ofDays(35))
          .reads(RecordingRule.class, AlertRule.class, Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Operations operations = subject.delivery().operations();
    List<HealthMetric> metrics = operations == null ? List.of() : operations.healthMetrics();
    if (operations == null || metrics.isEmpty()) {
      return answer.done();
    }
    metrics.forEach(metric -> one(metric, subject, answer));
    String absent =
        Arrays.stream(PlatformMetric.values())
            .filter(m -> metrics.stream().noneMatch(declared -> declared.metric() == m))
            .map(HealthMetrics::id)
            .collect(Collectors.joining(", "));
    if (!absent.isEmpty()) {
      answer.gap(
          Level.DECLARED,
          operations.at().of("healthMetrics"),
          "not measured: " + absent,
          "add " + absent + " to `healthMetrics`");
    }
    subject.runs(Run.Kind.MEASUREMENT).stream()
        .filter(run -> metrics.stream().allMatch(m -> run.values().containsKey(id(m.metric()))))
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static void one(HealthMetric metric, Subject subject, Answer.Builder answer) {
    String name = id(metric.metric());
    String query = metric.query();
    if (query == null) {
      answer.gap(
          Level.DECLARED,
          metric.at().source(),
          "how " + name + " is measured is not said",
          "add `query`");
      return;
    }
    answer.declared(metric.at().source(), name + " is measured by " + query);
    recorded(query, subject)
        .ifPresentOrElse(
            at -> answer.enforced(at, name + " is recorded"),
            () ->
                answer.gap(
                    Level.ENFORCED,
                    metric.at().of("query"),
                    "no rule in the repository records " + name,
                    "add a recording rule whose name stands in the query"));
  }

  /// The recording rule that a query names, or the rule that has the query as its expression.
  private static Optional<Source> recorded(String query, Subject subject) {
    Optional<Source> rule =
        subject.facts(RecordingRule.class).stream()
            .filter(r -> names(query, r.name()) || r.expression().strip().equals(query.strip()))
            .map(RecordingRule::source)
            .findFirst();
    return rule.or(() ->
        subject.facts(AlertRule.class).stream()
            .filter(r -> r.expression().contains(query.strip()))
            .map(AlertRule::source)
            .findFirst());
  }

  /// Whether a query names a series, and not only one whose name is longer.
  private static boolean names(String query, String series) {
    return Pattern.compile("(?<![\\w:])" + Pattern.quote(series) + "(?![\\w:])")
        .matcher(query)
        .find();
  }

  private static String id(PlatformMetric metric) {
    return metric.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
