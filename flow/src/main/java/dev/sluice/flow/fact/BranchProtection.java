package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;

/// A protection of a branch, kept as code or read from a live system.
///
/// @param branch name or pattern
/// @param dismissesStaleReviews whether an approval ends with the next commit
/// @param bypassable whether administrators or listed actors may pass it by
public record BranchProtection(
    Source source,
    String branch,
    List<String> requiredChecks,
    int approvals,
    boolean codeOwnerReviews,
    boolean dismissesStaleReviews,
    boolean bypassable,
    String via)
    implements Fact {
  public BranchProtection {
    requireNonNull(source, "source");
    requireNonNull(branch, "branch");
    requiredChecks = List.copyOf(requiredChecks);
    requireNonNull(via, "via");
  }
}
