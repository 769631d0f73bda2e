package dev.sluice.flow.iac;

import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.PolicyRule;
import java.util.Optional;

/// Services that plan on a pull request and apply that same plan from it (Atlantis). A criterion
/// that uses it reads [PolicyRule].
public final class PullRequestAutomation {
  private static final String ATLANTIS = "atlantis";

  private PullRequestAutomation() {}

  /// The configuration of such a service.
  public static Optional<PolicyRule> configured(Subject subject) {
    return subject.facts(PolicyRule.class).stream()
        .filter(rule -> rule.engine().equals(ATLANTIS))
        .findFirst();
  }

  /// The rule by which it applies only what somebody approved.
  public static Optional<PolicyRule> approving(Subject subject) {
    return subject.facts(PolicyRule.class).stream()
        .filter(rule -> rule.engine().equals(ATLANTIS) && rule.blocks())
        .filter(rule -> rule.name().equals("approved"))
        .findFirst();
  }
}
