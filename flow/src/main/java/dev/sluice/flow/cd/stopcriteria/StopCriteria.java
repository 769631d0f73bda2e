package dev.sluice.flow.cd.stopcriteria;

import com.google.auto.service.AutoService;
import dev.sluice.flow.cd.Strategies;
import dev.sluice.flow.cd.Strategies.Chosen;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.AnalysisMetric;
import dev.sluice.flow.fact.RolloutObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Every stop criterion is measurable: a signal, a comparison, a threshold, a window, and what
/// happens without data.
@AutoService(Criterion.class)
public final class StopCriteria implements Criterion {
  private static final Set<String> DECIDING = Set.of("job", "kayenta");
  private static final Definition DEFINITION =
      Definition.of(
              "cd.stop-criteria",
              Stage.CD,
              "Is every stop criterion measurable, down to what happens without data?",
              "A rollout that stops \"when something looks wrong\" stops when a customer calls.",
              "list `analysis` in the strategy, each with `source`, `compare`, `query`, `tolerance`"
                  + " or `objective`, and `onNoData`")
          .enforced(
              "let the rollout object run an analysis whose metrics have a condition that can fail")
          .onlyOfWhatRuns()
          .reads(RolloutObject.class, AnalysisMetric.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    List<Chosen> strategies = Strategies.of(subject.delivery());
    List<RolloutObject> objects =
        subject.facts(RolloutObject.class).stream()
            .filter(o -> o.environment() == null || subject.isProduction(o.environment()))
            .toList();
    if (objects.isEmpty()
        && !strategies.isEmpty()
        && strategies.stream().allMatch(chosen -> chosen.word().equals("bigBang"))) {
      return Answer.notApplicable(
          "everybody gets a release at once: nothing can stop it on the way, only take it back");
    }
    Answer.Builder answer = Answer.build();
    strategies.forEach(chosen -> declared(chosen, answer));
    objects.forEach(object -> enforced(object, answer));
    subject.facts(AnalysisMetric.class).forEach(metric -> measured(metric, objects, answer));
    if (objects.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no rollout object runs an analysis",
          "add an analysis to a Rollout or Canary object");
    }
    return answer.done();
  }

  private static void declared(Chosen chosen, Answer.Builder answer) {
    Cd.Strategy strategy = chosen.strategy();
    List<Cd.Analysis> analyses = strategy == null ? List.of() : strategy.analyses();
    if (analyses.isEmpty()) {
      answer.gap(
          Level.DECLARED,
          chosen.source(),
          "nothing stops a rollout into " + chosen.environment().name(),
          "add `analysis` to its strategy");
    }
    analyses.forEach(analysis -> measurable(analysis, answer));
  }

  private static void measurable(Cd.Analysis analysis, Answer.Builder answer) {
    List<String> lacking = new ArrayList<>();
    if (analysis.source() == null) {
      lacking.add("source");
    }
    if (analysis.compare() == null) {
      lacking.add("compare");
    }
    if (analysis.query() == null) {
      lacking.add("query");
    }
    boolean objective = analysis.compare() == Cd.Compare.OBJECTIVE;
    if (objective ? analysis.objective() == null : analysis.tolerance() == null) {
      lacking.add(objective ? "objective" : "tolerance");
    }
    if (analysis.onNoData() == null) {
      lacking.add("onNoData");
    }
    if (lacking.isEmpty()) {
      answer.declared(analysis.at().source(), analysis.name() + " is measurable");
    } else {
      answer.gap(
          Level.DECLARED,
          analysis.at().source(),
          analysis.name() + " does not say its " + String.join(", ", lacking),
          "add " + String.join(", ", lacking));
    }
    if (analysis.onNoData() == Cd.OnNoData.PROCEED) {
      answer.contradicted(
          analysis.at().of("onNoData"),
          analysis.name() + " lets a release proceed that nothing measured",
          "set `onNoData: hold`");
    }
  }

  private static void enforced(RolloutObject object, Answer.Builder answer) {
    if (object.analyses().isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          object.source(),
          object.kind() + " " + object.name() + " runs no analysis",
          "add an analysis to its steps");
    } else {
      answer.enforced(
          object.analyses().getFirst().source(),
          object.kind() + " " + object.name() + " stops on " + object.analyses());
    }
  }

  /// A metric without a condition is measured and can never fail, except where its provider decides
  /// by itself. Flagger keeps the bounds of a metric template where a canary refers to it.
  private static void measured(
      AnalysisMetric metric, List<RolloutObject> objects, Answer.Builder answer) {
    boolean used =
        objects.stream()
            .filter(o -> o.tool().equals("argo-rollouts"))
            .flatMap(o -> o.analyses().stream())
            .anyMatch(a -> a.value().equals(metric.object()));
    if (used && metric.condition() == null && !DECIDING.contains(metric.provider())) {
      answer.contradicted(
          metric.source(),
          "metric " + metric.name() + " has no condition, so it never stops anything",
          "add a success or failure condition");
    }
  }
}
