package dev.sluice.flow.cd.strategy;

import com.google.auto.service.AutoService;
import dev.sluice.flow.cd.Strategies;
import dev.sluice.flow.cd.Strategies.Chosen;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.decision.Choice;
import dev.sluice.flow.decision.DecisionTable;
import dev.sluice.flow.decision.Decisions;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.Workload;
import java.util.List;
import java.util.Set;

/// Each production environment has the strategy that the decision table chooses for its signals, or
/// a recorded rationale for another.
@AutoService(Criterion.class)
public final class Strategy implements Criterion {
  private static final Set<String> BY_DEPLOYMENT = Set.of("rolling", "bigBang");
  private static final Definition DEFINITION =
      Definition.of(
              "cd.strategy",
              Stage.CD,
              "Does each production environment have a deployment strategy that fits its risk?",
              "A strategy that nobody chose is big-bang by accident: every user meets every bad"
                  + " release.",
              "write `cd.strategy` (`canary`, `blueGreen`, `rolling` or `bigBang`) as the decision"
                  + " table asks, or take the alternative with an entry of `decisions` that has"
                  + " `rationale`, `by` and `at`")
          .enforced("deploy production through a rollout object of that strategy")
          .reads(RolloutObject.class, Workload.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    List<Chosen> chosen = Strategies.of(subject.delivery());
    Decisions.judge(DecisionTable.DEPLOYMENT_STRATEGY, DEFINITION, subject, answer);
    List<Choice> choices =
        DecisionTable.DEPLOYMENT_STRATEGY.rule(subject.delivery(), subject.signals()).agreed();
    chosen.forEach(c -> declared(c, choices, answer));
    if (chosen.isEmpty()) {
      undeclared(subject, answer);
    } else {
      chosen.forEach(c -> enforced(c, subject, answer));
    }
    return answer.done();
  }

  private static void declared(Chosen chosen, List<Choice> choices, Answer.Builder answer) {
    String name = chosen.environment().name();
    if (chosen.word().isEmpty()) {
      answer.gap(
          Level.DECLARED,
          chosen.source(),
          name + " has no deployment strategy",
          "add `cd.strategy`");
      return;
    }
    answer.declared(chosen.source(), name + " is deployed by " + chosen.word());
    choices.forEach(choice -> fits(chosen, choice, answer));
  }

  private static void fits(Chosen chosen, Choice choice, Answer.Builder answer) {
    if (choice.decision() != null) {
      return; // who may take the alternative may stay with the default too
    }
    String name = chosen.environment().name();
    List<String> strategies = choice.option().strategies();
    if (!strategies.isEmpty() && !strategies.contains(chosen.word())) {
      against(
          chosen,
          choice,
          name + " is deployed by " + chosen.word(),
          "use " + String.join(" or ", strategies),
          answer);
    }
    if (choice.asks("frequent-small-deploys") && scheduledBatch(chosen)) {
      against(
          chosen, choice, name + " is deployed in scheduled batches", "deploy at any time", answer);
    }
    if (choice.asks("approval-gated-promotion") && !gated(chosen.environment())) {
      answer.contradicted(
          chosen.environment().at().source(),
          name + " is entered without approval, but the decision table asks for " + choice.words(),
          choice.orDecide("add `approvals` to " + name));
    }
  }

  private static void against(
      Chosen chosen, Choice choice, String found, String fix, Answer.Builder answer) {
    answer.contradicted(
        chosen.source(),
        found + ", but the decision table asks for " + choice.words(),
        choice.orDecide(fix));
  }

  private static boolean scheduledBatch(Chosen chosen) {
    Cd.Strategy strategy = chosen.strategy();
    Cd.BigBang bigBang = strategy == null ? null : strategy.bigBang();
    return bigBang != null && bigBang.schedule() == Cd.Schedule.SCHEDULED_BATCH;
  }

  private static boolean gated(Environment environment) {
    Environment.Approvals approvals = environment.approvals();
    return approvals != null && !approvals.from().isEmpty();
  }

  private static void enforced(Chosen chosen, Subject subject, Answer.Builder answer) {
    List<RolloutObject> objects =
        subject.facts(RolloutObject.class).stream()
            .filter(o -> o.environment() == null || chosen.environment().isCalled(o.environment()))
            .toList();
    String name = chosen.environment().name();
    for (RolloutObject object : objects) {
      if (object.strategy().equals(chosen.word())) {
        answer.enforced(
            object.source(),
            object.kind() + " " + object.name() + " deploys " + name + " by " + object.strategy());
      } else if (!chosen.word().isEmpty()) {
        answer.contradicted(
            object.source(),
            object.kind()
                + " "
                + object.name()
                + " deploys by "
                + object.strategy()
                + ", but "
                + chosen.source()
                + " declares "
                + chosen.word(),
            "make the two agree");
      }
    }
    if (objects.isEmpty()) {
      byDeployment(chosen, subject, answer);
    }
  }

  /// Rolling and big-bang need no rollout object: a plain workload does them.
  private static void byDeployment(Chosen chosen, Subject subject, Answer.Builder answer) {
    String name = chosen.environment().name();
    List<Workload> workloads =
        subject.facts(Workload.class).stream()
            .filter(w -> w.environment() != null && chosen.environment().isCalled(w.environment()))
            .toList();
    if (workloads.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "nothing in this repository deploys " + name,
          "keep what deploys " + name + " here, or run the check where it is");
      return;
    }
    for (Workload workload : workloads) {
      String does = "Recreate".equals(workload.strategy()) ? "bigBang" : "rolling";
      String words = workload.kind() + " " + workload.name() + " deploys " + name + " by " + does;
      if (does.equals(chosen.word())) {
        answer.enforced(workload.source(), words);
      } else if (workload.kind().equals("Deployment")) {
        answer.gap(
            Level.ENFORCED,
            workload.source(),
            words,
            BY_DEPLOYMENT.contains(chosen.word())
                ? "set the strategy of the Deployment"
                : "deploy it through a Rollout or Canary object");
      }
    }
  }

  private static void undeclared(Subject subject, Answer.Builder answer) {
    subject.facts(RolloutObject.class).stream()
        .filter(o -> o.environment() == null || subject.isProduction(o.environment()))
        .forEach(o ->
            answer.enforced(o.source(), o.kind() + " " + o.name() + " deploys by " + o.strategy()));
  }
}
