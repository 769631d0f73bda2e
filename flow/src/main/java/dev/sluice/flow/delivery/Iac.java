package dev.sluice.flow.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 5: infrastructure as code.
public record Iac(
    Origin at,
    @Doc("Which repository owns which infrastructure") List<Ownership> sources,
    @Doc("From a change to the applied plan") @Nullable Workflow workflow,
    @Doc("Who reviews infrastructure") @Nullable Review review,
    @Doc("Policy as code") List<Policy> policies,
    @Doc("How drift is found and mended") @Nullable Drift drift,
    @Doc("What links a request to the deployed state") @Nullable ChangeRecord changeRecord) {
  public Iac {
    sources = List.copyOf(sources);
    policies = List.copyOf(policies);
  }

  /// A piece of infrastructure and the code that owns it.
  public record Ownership(
      Origin at,
      @Doc("What it owns: network, cluster, database, …") String owns,
      @Doc("Repository; this one when left out") @Nullable String repository,
      @Doc("Directory") @Nullable String path,
      @Doc("Team") @Nullable String owner,
      @Doc("What applies it") @Nullable Tool tool,
      @Doc("Kind of remote state: s3, gcs, azurerm, remote, …") @Nullable String state,
      @Doc("Whether the state is locked while it changes") @Nullable Boolean locking) {}

  /// What applies infrastructure.
  public enum Tool {
    TERRAFORM,
    OPENTOFU,
    PULUMI,
    CLOUDFORMATION,
    CROSSPLANE,
    ANSIBLE,
    KUBERNETES
  }

  /// From a change to the applied plan.
  public record Workflow(
      Origin at,
      @Doc("Job that plans every change") @Nullable String plan,
      @Doc("Job that applies") @Nullable String apply,
      @Doc("Whether exactly the reviewed plan is applied") @Nullable Boolean savedPlan) {}

  /// Who reviews infrastructure.
  public record Review(
      Origin at,
      @Doc("Teams or people") List<String> from,
      @Range(from = 1, to = 20) @Doc("How many have to agree") @Nullable Integer quorum,
      @Doc("Paths that it covers") List<String> paths) {
    public Review {
      from = List.copyOf(from);
      paths = List.copyOf(paths);
    }
  }

  /// A set of policies.
  public record Policy(
      Origin at,
      @Doc("What it forbids or asks") String name,
      @Doc("conftest, opa, kyverno, vap, sentinel, checkov, sluice, …") @Nullable String engine,
      @Doc("Where the rules are") @Nullable String path,
      @Doc("Where a violation is refused") List<EnforcedAt> enforcedAt) {
    public Policy {
      enforcedAt = List.copyOf(enforcedAt);
    }
  }

  /// Where a violation is refused.
  public enum EnforcedAt {
    CI,
    PLAN,
    APPLY,
    ADMISSION
  }

  /// How drift is found and mended.
  public record Drift(
      Origin at,
      @Doc("How often it is looked for") @Nullable Duration every,
      @Doc("Who looks at the result") @Nullable String owner,
      @Doc("What is done about it") @Nullable Remediation remediation) {}

  /// What is done about drift.
  public record Remediation(
      Origin at,
      @Doc("Who mends it") @Nullable String owner,
      @Doc("Within which time") @Nullable Duration within,
      @Doc("How an emergency change is brought back into code")
          @Nullable String emergencyChanges) {}

  /// What links a request to the deployed state.
  public record ChangeRecord(
      Origin at,
      @Doc("Where records are kept") @Nullable String store,
      @Doc("What each record links") List<RecordLink> links) {
    public ChangeRecord {
      links = List.copyOf(links);
    }
  }

  /// What a change record links.
  public enum RecordLink {
    REQUEST,
    REVIEW,
    PLAN,
    APPLY,
    COMMIT,
    DEPLOYMENT
  }
}
