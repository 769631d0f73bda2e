package dev.sluice.flow.fact;

import dev.sluice.flow.source.Source;
import java.util.List;

/// Something that was seen. A fact states; it never judges.
public sealed interface Fact
    permits AlertRule,
        AnalysisMetric,
        Approval,
        BaseImage,
        BranchProtection,
        BuildTask,
        BundleDocument,
        BundleEntry,
        BundleOpen,
        BundleSection,
        BundleVerdict,
        CatalogEntity,
        Churn,
        ConfigKey,
        ConfigSchema,
        ContainerBuild,
        Dashboard,
        Deployable,
        Deployment,
        EnvironmentSeen,
        Exposed,
        GitOpsApplication,
        HealthCheck,
        IacBackend,
        IacModule,
        IacProvider,
        IacResource,
        IacRoot,
        IacState,
        IacWorkspace,
        Job,
        LeakedSecret,
        LeftOut,
        Migration,
        OwnerRule,
        PackageManifest,
        Pipeline,
        PolicyRule,
        RecordingRule,
        Repository,
        RolloutObject,
        Run,
        Runbook,
        RunbookLink,
        SecretAccess,
        SecretSource,
        SecretUse,
        Step,
        Tag,
        ToolVersion,
        Unreadable,
        UpdateBot,
        Workload {
  /// Where it was seen.
  Source source();

  /// Facts that stand inside this one and are listed on their own too.
  default List<? extends Fact> parts() {
    return List.of();
  }
}
