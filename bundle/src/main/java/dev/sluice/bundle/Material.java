package dev.sluice.bundle;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.fact.Fact;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.gate.Assessment;
import dev.sluice.flow.gate.Verdict;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a bundle is made from: one delivery, what was seen of it, and what the gates say.
///
/// @param facts the facts in its scope
/// @param at the instant of the assessment
/// @param commit full id of the checked-out commit, or null outside git
/// @param planned paths of files that some facts tell of and that are made only now
public record Material(
    Delivery delivery,
    Facts facts,
    Assessment assessment,
    Instant at,
    @Nullable String commit,
    Set<String> planned) {
  public Material {
    requireNonNull(delivery, "delivery");
    requireNonNull(facts, "facts");
    requireNonNull(assessment, "assessment");
    requireNonNull(at, "at");
    planned = Set.copyOf(planned);
  }

  /// What was seen, and nothing that is only planned.
  public Material(
      Delivery delivery, Facts facts, Assessment assessment, Instant at, @Nullable String commit) {
    this(delivery, facts, assessment, at, commit, Set.of());
  }

  /// The same with files that are made now, as if they had been seen.
  ///
  /// @param files their paths
  /// @param more what they show
  public Material planning(Set<String> files, List<? extends Fact> more) {
    Set<String> all = new HashSet<>(planned);
    all.addAll(files);
    return new Material(delivery, facts.and(Facts.of(more)), assessment, at, commit, all);
  }

  /// Whether a fact tells of a file that is made only now.
  public boolean isPlanned(Fact fact) {
    return planned.contains(fact.source().file());
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
