package dev.sluice.flow.releasesafety.triggers;

import com.google.auto.service.AutoService;
import dev.sluice.flow.cd.Strategies;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.delivery.ReleaseSafety.Trigger;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.releasesafety.ProductionRollouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Something measurable starts a rollback in every production environment.
@AutoService(Criterion.class)
public final class Triggers implements Criterion {
  private static final Set<String> DECIDING = Set.of("job", "kayenta");

  private static final Definition DEFINITION =
      Definition.of(
              "release-safety.triggers",
              Stage.RELEASE_SAFETY,
              "Does something measurable start a rollback in every production environment?",
              "Without a bound that was agreed before, the decision to roll back is argued about while users suffer.",
              "list `releaseSafety.triggers`, each with `signal`, `comparison`, `threshold` and `window`, or with a"
                  + " `signal` that names an analysis or an alert")
          .enforced(
              "give the rollout object of production an analysis whose metrics have a condition")
          .reads(RolloutObject.class, AnalysisMetric.class, AlertRule.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    ReleaseSafety safety = subject.delivery().releaseSafety();
    if (safety != null && !safety.triggers().isEmpty()) {
      safety.triggers().forEach(trigger -> declared(trigger, subject, answer));
      uncovered(safety.triggers(), subject)
          .forEach(environment ->
              answer.gap(
                  Level.DECLARED,
                  environment.at().source(),
                  "no trigger rolls " + environment.name() + " back",
                  "add a trigger with `action: rollback` for " + environment.name()));
    }
    List<RolloutObject> rollouts = ProductionRollouts.of(subject);
    rollouts.forEach(rollout -> observed(rollout, subject, answer));
    if (rollouts.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no rollout object measures a release in production",
          "deploy with a rollout object (Argo Rollouts, Flagger) that has an analysis");
    }
    return answer.done();
  }

  private static void declared(Trigger trigger, Subject subject, Answer.Builder answer) {
    List<String> lacks = lacks(trigger, subject);
    if (lacks.isEmpty()) {
      answer.declared(trigger.at().source(), "trigger " + trigger.name() + " is measurable");
    } else {
      String all = String.join(", ", lacks);
      answer.gap(
          Level.DECLARED,
          trigger.at().source(),
          "trigger " + trigger.name() + " is not measurable: it has no " + all,
          "add " + all + ", or let `signal` name an analysis or an alert");
    }
  }

  /// A trigger on an analysis or an alert has its bound there; every other one needs its own.
  private static List<String> lacks(Trigger trigger, Subject subject) {
    List<String> lacks = new ArrayList<>();
    String signal = trigger.signal();
    if (signal == null) {
      lacks.add("signal");
    } else if (bounded(signal, subject)) {
      return lacks;
    }
    if (trigger.comparison() == null) {
      lacks.add("comparison");
    }
    if (trigger.threshold() == null) {
      lacks.add("threshold");
    }
    if (trigger.window() == null) {
      lacks.add("window");
    }
    return lacks;
  }

  private static boolean bounded(String signal, Subject subject) {
    Operations operations = subject.delivery().operations();
    return Strategies.written(subject.delivery()).stream()
            .flatMap(strategy -> strategy.analyses().stream())
            .anyMatch(
                a -> a.name().equals(signal) && (a.objective() != null || a.tolerance() != null))
        || (operations != null
            && operations.alerts().stream()
                .anyMatch(a -> a.name().equals(signal) && a.threshold() != null))
        || subject.facts(AlertRule.class).stream().anyMatch(a -> a.name().equals(signal))
        || subject.facts(AnalysisMetric.class).stream()
            .anyMatch(m ->
                m.condition() != null && (m.name().equals(signal) || m.object().equals(signal)));
  }

  private static List<Environment> uncovered(List<Trigger> triggers, Subject subject) {
    return subject.delivery().productionEnvironments().stream()
        .filter(environment -> triggers.stream().noneMatch(t -> rollsBack(t, environment)))
        .toList();
  }

  private static boolean rollsBack(Trigger trigger, Environment environment) {
    boolean acts = trigger.action() == null || trigger.action() == ReleaseSafety.Action.ROLLBACK;
    return acts
        && (trigger.environments().isEmpty()
            || trigger.environments().stream().anyMatch(environment::isCalled));
  }

  /// A job or a canary judge decides by itself; everything else needs a condition.
  private static boolean judges(AnalysisMetric metric) {
    return metric.condition() != null || DECIDING.contains(metric.provider());
  }

  private static void observed(RolloutObject rollout, Subject subject, Answer.Builder answer) {
    if (rollout.analyses().isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          rollout.source(),
          rollout.kind() + " " + rollout.name() + " measures nothing",
          "add an analysis to it");
      return;
    }
    List<AnalysisMetric> metrics = ProductionRollouts.metrics(rollout, subject);
    if (metrics.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "what the analyses of " + rollout.name() + " measure is not in this repository",
          "keep the analysis templates beside the rollout");
      return;
    }
    List<AnalysisMetric> judged = metrics.stream().filter(Triggers::judges).toList();
    judged.forEach(
        m -> answer.enforced(m.source(), m.name() + " stops " + rollout.name() + " when it fails"));
    if (judged.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          metrics.getFirst().source(),
          "no metric of " + rollout.name() + " has a condition",
          "add a success or failure condition with a bound");
    }
  }
}
