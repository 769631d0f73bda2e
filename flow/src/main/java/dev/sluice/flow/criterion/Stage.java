package dev.sluice.flow.criterion;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The ten stages, in the order in which they run unless a requester asks for another.
public enum Stage {
  CONTEXT(1, "context", "Delivery context and constraints"),
  ARTIFACT_FLOW(
      2, "artifact-flow", "Environments and artifact flow", "context.services", "context.goals"),
  CI(
      3,
      "ci",
      "CI pipeline architecture",
      "artifact-flow.topology",
      "artifact-flow.promotion-path",
      "artifact-flow.immutability"),
  CD(
      4,
      "cd",
      "CD strategy and deployment policy",
      "ci.build-gate",
      "ci.test-gate",
      "ci.security-gate",
      "ci.policy-gate"),
  IAC(5, "iac", "Infrastructure as code and policy governance", "cd.strategy"),
  SECRETS_CONFIG(
      6,
      "secrets-config",
      "Secrets and configuration",
      "iac.workflow",
      "iac.review",
      "iac.policy-checks",
      "cd.approvals"),
  RELEASE_SAFETY(
      7,
      "release-safety",
      "Release safety and rollback automation",
      "cd.strategy",
      "cd.stop-criteria",
      "config.promotion",
      "config.rollback"),
  OPERATIONS(
      8,
      "operations",
      "Platform observability and operations",
      "release-safety.triggers",
      "release-safety.automation"),
  GOVERNANCE(
      9,
      "governance",
      "Change governance and ownership cadence",
      "operations.support",
      "operations.escalation"),
  BUNDLE(10, "bundle", "Final DevOps platform bundle");

  private final int number;
  private final String id;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> entry;

  Stage(int number, String id, String title, String... entry) {
    this.number = number;
    this.id = id;
    this.title = title;
    this.entry = List.of(entry);
  }

  /// Stable name in files and output.
  public String id() {
    return id;
  }

  /// Name for people.
  public String title() {
    return title;
  }

  /// 1 to 10.
  public int number() {
    return number;
  }

  /// Ids of the criteria of earlier stages whose subject has to be known before this stage can
  /// open.
  public List<String> entry() {
    return entry;
  }

  /// The stage of an id.
  public static Optional<Stage> of(String id) {
    return Arrays.stream(values()).filter(stage -> stage.id.equals(id)).findFirst();
  }
}
