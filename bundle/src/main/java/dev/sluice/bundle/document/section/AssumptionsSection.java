package dev.sluice.bundle.document.section;

import dev.sluice.bundle.Material;
import dev.sluice.flow.decision.Choice;
import dev.sluice.flow.decision.DecisionTable;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Assumption;
import dev.sluice.flow.delivery.Delivery.Decision;
import dev.sluice.flow.delivery.Delivery.Sequence;
import dev.sluice.flow.signal.Signal;
import dev.sluice.flow.signal.Signals;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the decisions rest on: signals, the rows of the decision tables, pain points, assumptions.
final class AssumptionsSection {
  private AssumptionsSection() {}

  static void topics(Topics topics) {
    Material material = topics.material();
    signals(topics, material.assessment().signals());
    choices(topics, material);
    painPoints(topics, material.delivery().context());
    assumptions(topics, material.delivery().assumptions());
    sequence(topics, material.delivery());
  }

  private static void signals(Topics topics, Signals signals) {
    Topics.Rows rows =
        topics
            .because(
                "signals",
                "Signals",
                "They choose the rows of the decision tables and how strict the gates are.")
            .columns("Signal", "Value", "Known from", "Place");
    signal(rows, "Risk of a production change", signals.risk());
    signal(rows, "Compliance", signals.compliance());
    signal(rows, "Teams on the platform", signals.teams());
    signal(rows, "Change of infrastructure", signals.infraChurn());
    rows.end();
  }

  private static void signal(Topics.Rows rows, String name, Optional<? extends Signal<?>> signal) {
    signal.ifPresent(s ->
        rows.row(
            s.source(),
            name,
            s.value(),
            s.declared() ? "declared" : "inferred: " + s.from(),
            s.source()));
  }

  private static void choices(Topics topics, Material material) {
    Topics.Rows rows =
        topics
            .because(
                "choices",
                "Choices of the decision tables",
                "Each row whose signal holds speaks; another choice than its default needs a"
                    + " reason.",
                "cd.strategy")
            .columns("Because", "Chosen", "Instead of", "Trade-off", "Reason");
    for (DecisionTable table : DecisionTable.values()) {
      for (Choice c : table.choices(material.delivery(), material.assessment().signals())) {
        choice(rows, c);
      }
    }
    rows.end();
  }

  private static void choice(Topics.Rows rows, Choice choice) {
    Decision decision = choice.decision();
    rows.row(
        choice.basis(),
        choice.reason(),
        choice.chosen(),
        decision == null ? choice.row().alternative() : choice.row().choose(),
        choice.row().tradeOff(),
        decision == null ? "the default" : decision.account());
  }

  private static void painPoints(Topics topics, @Nullable Context context) {
    Topics.Rows rows =
        topics.topic("pain-points", "Pain points", "context.pain-points").columns("Hurts", "What");
    if (context != null) {
      for (Context.PainPoint p : context.painPoints()) {
        rows.row(p.at().source(), p.hurts(), p.text());
      }
    }
    rows.end();
  }

  private static void assumptions(Topics topics, List<Assumption> assumptions) {
    if (assumptions.isEmpty()) {
      return;
    }
    Topics.Rows rows =
        topics
            .because(
                "assumptions",
                "Assumptions",
                "A default that nobody confirmed is no decision; each waits for one.")
            .columns("Criterion", "Assumed", "Why", "How to confirm");
    assumptions.forEach(
        a -> rows.row(a.at().source(), a.criterion(), a.assumes(), a.why(), a.replace()));
    rows.end();
  }

  private static void sequence(Topics topics, Delivery delivery) {
    Sequence sequence = delivery.sequence();
    if (sequence == null) {
      return;
    }
    topics
        .because("sequence", "Order of the stages", "Somebody asked for another order.")
        .columns("Requested by", "Order", "Reason")
        .row(sequence.at().source(), sequence.requestedBy(), sequence.stages(), sequence.reason())
        .end();
  }
}
