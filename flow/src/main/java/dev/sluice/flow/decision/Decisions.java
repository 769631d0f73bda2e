package dev.sluice.flow.decision;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Delivery.Decision;

/// What recorded decisions mean for the criterion that judges them.
public final class Decisions {
  private Decisions() {}

  /// Adds to a criterion's answer what the rows that it judges say: an alternative that nobody
  /// accounts for and rows that cannot be combined contradict it.
  public static void judge(
      DecisionTable table, Definition criterion, Subject subject, Answer.Builder answer) {
    Ruling ruling = table.rule(subject.delivery(), subject.signals());
    ruling.choices().stream()
        .filter(choice -> table.judge(choice).equals(criterion.id()))
        .forEach(choice -> alternative(choice, answer));
    ruling.conflicts().stream()
        .filter(conflict -> table.judge(conflict.one()).equals(criterion.id()))
        .forEach(conflict ->
            answer.contradicted(
                conflict.place(),
                "the decision table asks for what cannot be combined: " + conflict.words(),
                conflict.fix()));
  }

  private static void alternative(Choice choice, Answer.Builder answer) {
    Decision decision = choice.decision();
    if (decision == null) {
      return;
    }
    String lacks =
        String.join(", ", decision.lacks().stream().map(key -> "`" + key + "`").toList());
    if (lacks.isEmpty()) {
      answer.information(
          decision.at().source(),
          choice.chosen()
              + " is taken instead of "
              + choice.standardWords()
              + ": "
              + decision.rationale());
    } else {
      answer.contradicted(
          decision.at().source(),
          choice.chosen()
              + " is taken without "
              + lacks
              + ", but the decision table asks for "
              + choice.standardWords(),
          "add " + lacks + " to the decision, or take " + choice.row().choose());
    }
  }
}
