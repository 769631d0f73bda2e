package dev.sluice.flow.ci.qualitysignals;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Ci.QualitySignal;
import dev.sluice.flow.delivery.Ci.SignalMetric;
import dev.sluice.flow.fact.Run;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The pipeline itself is measured: how often it succeeds, how long it takes, what becomes of what
/// it deploys.
@AutoService(Criterion.class)
public final class QualitySignals implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "ci.quality-signals",
              Stage.CI,
              "Are build success, pipeline duration, deployment success, rollbacks and recovery time measured against targets?",
              "A pipeline gets slower and redder by a little each week, until people work round it.",
              "list the five metrics in `ci.qualitySignals`, each with a `target`")
          .proven("a measurement gave a value for each of the five", Duration.ofDays(30))
          .reads(Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Ci ci = subject.delivery().ci();
    List<QualitySignal> signals = ci == null ? List.of() : ci.qualitySignals();
    for (QualitySignal signal : signals) {
      answer.declared(signal.at().of("metric"), id(signal.metric()) + " is measured");
      if (signal.target() == null) {
        answer.gap(
            Level.DECLARED,
            signal.at().source(),
            id(signal.metric()) + " has no target",
            "add `target`");
      }
    }
    Arrays.stream(SignalMetric.values())
        .filter(metric -> signals.stream().noneMatch(s -> s.metric() == metric))
        .forEach(metric ->
            answer.gap(
                Level.DECLARED,
                id(metric) + " is not measured",
                "add `- {metric: " + id(metric) + ", target: …}` to `ci.qualitySignals`"));
    subject.runs(Run.Kind.MEASUREMENT).stream()
        .filter(QualitySignals::complete)
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    return answer.done();
  }

  private static boolean complete(Run run) {
    return run.succeeded()
        && Arrays.stream(SignalMetric.values()).allMatch(m -> run.values().containsKey(id(m)));
  }

  private static String id(SignalMetric metric) {
    return metric.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
