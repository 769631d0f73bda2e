package dev.sluice.release.rollout;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.approval.Rule;
import dev.sluice.release.unit.Release;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// What is rolled out where. It never changes while the rollout runs: another release is another
/// rollout.
///
/// @param id name of the rollout; holds and approvals refer to it
/// @param stable the release that has the traffic and gets it back if need be. The first release in
///   an environment is no rollout: there is nobody to protect, and nothing to go back to
/// @param approvals who may agree to go on at a step that asks for it
/// @param authors who made the change
public record Spec(
    String id,
    String environment,
    Release stable,
    Release canary,
    Plan plan,
    Rule approvals,
    Set<String> authors) {
  public Spec {
    requireNonNull(id, "id");
    requireNonNull(environment, "environment");
    requireNonNull(stable, "stable");
    requireNonNull(canary, "canary");
    requireNonNull(plan, "plan");
    requireNonNull(approvals, "approvals");
    authors = Collections.unmodifiableSortedSet(new TreeSet<>(authors));
  }

  /// What an approval of a step is given for.
  public String scope(int step) {
    return id + "/step/" + step;
  }
}
