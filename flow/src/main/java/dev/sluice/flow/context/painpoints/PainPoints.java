package dev.sluice.flow.context.painpoints;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Context;

/// What hurts today is tied to what it hurts, so that mending it can be seen.
@AutoService(Criterion.class)
public final class PainPoints implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
          "context.pain-points",
          Stage.CONTEXT,
          "Does each pain point name the goal or the criterion that it hurts?",
          "A complaint that is tied to nothing measurable is never done, and comes back at each review.",
          "list what hurts under `context.painPoints`, each with `hurts`: the metric of a goal or the id of a criterion; "
              + "`[]` when nothing does");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Context context = subject.delivery().context();
    if (context == null) {
      return answer.done();
    }
    context.painPoints().forEach(pain -> one(pain, context, answer));
    if (context.painPoints().isEmpty() && context.at().has("painPoints")) {
      answer.declared(context.at().of("painPoints"), "nothing is said to hurt");
    }
    return answer.done();
  }

  private static void one(Context.PainPoint pain, Context context, Answer.Builder answer) {
    String hurts = pain.hurts();
    if (hurts == null) {
      answer.gap(
          Level.DECLARED,
          pain.at().source(),
          "it is not said what \"" + pain.text() + "\" hurts",
          "add `hurts`: the metric of a goal or the id of a criterion");
    } else if (isCriterion(hurts) || isGoal(hurts, context)) {
      answer.declared(pain.at().of("hurts"), "\"" + pain.text() + "\" hurts " + hurts);
    } else {
      answer.gap(
          Level.DECLARED,
          pain.at().of("hurts"),
          "\"" + pain.text() + "\" hurts " + hurts + ", which is no goal here",
          "add a goal with `metric: " + hurts + "`, or name a criterion");
    }
  }

  /// The ids of criteria alone have a dot; whether one exists was checked when the file was read.
  private static boolean isCriterion(String hurts) {
    return hurts.contains(".");
  }

  private static boolean isGoal(String hurts, Context context) {
    return context.goals().stream().anyMatch(goal -> hurts.equals(goal.metric()));
  }
}
