package dev.sluice.bundle.artifact.settings;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.codeowners.CodeOwnersMaker;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.fact.Repository;
import java.util.List;
import java.util.Optional;

/// The protection that the default branch is to have.
///
/// @param branch its name
/// @param checks what merging waits for
/// @param approvals how many have to approve a pull request; 0 where there is nobody else
/// @param owners whether code owners have to
record Branch(String branch, List<String> checks, int approvals, boolean owners) {
  private static final List<String> SERVED =
      List.of(
          "ci.ownership",
          "ci.build-gate",
          "ci.test-gate",
          "ci.security-gate",
          "ci.policy-gate",
          "ci.gate-order",
          "iac.review",
          "iac.policy-checks",
          "iac.change-record",
          "iac.workflow",
          "governance.audit");

  /// GitHub asks for no more than these.
  private static final int MOST_APPROVALS = 6;

  Branch {
    checks = List.copyOf(checks);
  }

  /// Empty where a file has one already, or where nothing asks for it.
  static Optional<Branch> of(Project project) {
    Material material = project.material();
    boolean there =
        material.facts().of(BranchProtection.class).stream()
            .map(BranchProtection::branch)
            .anyMatch(b -> b.equals(project.branch()) || b.startsWith("~"));
    if (there || SERVED.stream().noneMatch(material::lacks)) {
      return Optional.empty();
    }
    List<String> checks = RequiredChecks.of(project);
    boolean alone =
        material.facts().of(Repository.class).stream().anyMatch(r -> r.recentAuthors() == 1);
    boolean owners =
        !material.facts().of(OwnerRule.class).isEmpty()
            || !new CodeOwnersMaker().make(material).isEmpty();
    return checks.isEmpty() && alone
        ? Optional.empty()
        : Optional.of(
            new Branch(project.branch(), checks, alone ? 0 : quorum(material), owners && !alone));
  }

  private static int quorum(Material material) {
    Iac iac = material.delivery().iac();
    Iac.Review review = iac == null ? null : iac.review();
    Integer quorum = review == null ? null : review.quorum();
    return quorum == null ? 1 : Math.min(quorum, MOST_APPROVALS);
  }
}
