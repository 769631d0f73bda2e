package dev.sluice.flow.decision;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Delivery.Decision;
import java.util.List;

/// What a decision table says for one delivery.
///
/// @param choices what the rows that speak say, in the order of the table
/// @param silent the rows whose signals do not hold
/// @param conflicts pairs of choices that cannot be combined
/// @param idle recorded decisions that no row that speaks asks for
public record Ruling(
    DecisionTable table,
    List<Choice> choices,
    List<Row> silent,
    List<Conflict> conflicts,
    List<Decision> idle) {
  public Ruling {
    requireNonNull(table, "table");
    choices = List.copyOf(choices);
    silent = List.copyOf(silent);
    conflicts = List.copyOf(conflicts);
    idle = List.copyOf(idle);
  }

  /// The choices that stand in no conflict: what a delivery can be held against.
  public List<Choice> agreed() {
    return choices.stream()
        .filter(c -> conflicts.stream().noneMatch(f -> f.one().equals(c) || f.other().equals(c)))
        .toList();
  }
}
