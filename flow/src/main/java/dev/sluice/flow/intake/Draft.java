package dev.sluice.flow.intake;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.gate.Assessment;
import java.util.List;
import java.util.Set;

/// A drafted `delivery.yaml`.
///
/// @param text the whole file
/// @param delivery what it says
/// @param assessment what the gates say of it
/// @param assumed the criteria whose assumptions it adds
/// @param found how many values were added that stand in the repository
/// @param answered how many values were added that somebody answered
/// @param open ids of the questions that neither file nor repository nor answers answer
public record Draft(
    String text,
    Delivery delivery,
    Assessment assessment,
    List<String> assumed,
    long found,
    long answered,
    Set<String> open) {
  public Draft {
    requireNonNull(text, "text");
    requireNonNull(delivery, "delivery");
    requireNonNull(assessment, "assessment");
    assumed = List.copyOf(assumed);
    open = Set.copyOf(open);
  }
}
