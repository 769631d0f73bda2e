package dev.sluice.cli.decide;

import dev.sluice.cli.check.Check;
import dev.sluice.flow.decision.Conflict;
import dev.sluice.flow.decision.DecisionTable;
import dev.sluice.flow.decision.Ruling;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What the decision tables say for one delivery, and how far that is carried out.
record Decided(Delivery delivery, Assessment assessment, List<Ruling> rulings) {
  static Decided of(Check.Judged judged) {
    Assessment assessment = judged.assessment();
    return new Decided(
        judged.delivery(),
        assessment,
        Arrays.stream(DecisionTable.values())
            .map(table -> table.rule(judged.delivery(), assessment.signals()))
            .toList());
  }

  /// Every pair of rows that cannot be combined.
  Stream<Conflict> conflicts() {
    return rulings.stream().flatMap(ruling -> ruling.conflicts().stream());
  }

  /// Whether every alternative that is taken has its reason, its author and its day.
  boolean accounted() {
    return rulings.stream()
        .flatMap(ruling -> ruling.choices().stream())
        .map(choice -> choice.decision())
        .filter(Objects::nonNull)
        .allMatch(decision -> decision.lacks().isEmpty());
  }

  /// The verdict on a criterion.
  Optional<Verdict> verdict(String criterion) {
    return assessment.verdicts().stream().filter(v -> v.id().equals(criterion)).findFirst();
  }
}
