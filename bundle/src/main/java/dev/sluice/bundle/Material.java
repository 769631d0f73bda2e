package dev.sluice.bundle;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a bundle is made from: one delivery, what was seen of it, and what the gates say.
///
/// @param facts the facts in its scope
/// @param at the instant of the assessment
/// @param commit full id of the checked-out commit, or null outside git
public record Material(
    Delivery delivery, Facts facts, Assessment assessment, Instant at, @Nullable String commit) {
  public Material {
    requireNonNull(delivery, "delivery");
    requireNonNull(facts, "facts");
    requireNonNull(assessment, "assessment");
    requireNonNull(at, "at");
  }

  /// The verdict on a criterion; empty when it was not asked.
  public Optional<Verdict> verdict(String criterion) {
    return assessment.verdicts().stream().filter(v -> v.id().equals(criterion)).findFirst();
  }

  /// Whether a criterion was asked and is not met: what a working file could mend.
  public boolean lacks(String criterion) {
    return verdict(criterion).filter(v -> !v.met()).isPresent();
  }
}
