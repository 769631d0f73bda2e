package dev.sluice.flow.fact;

import dev.sluice.flow.source.Source;
import java.util.List;

/// Something that was seen. A fact states; it never judges.
public sealed interface Fact
    permits AlertRule,
        AnalysisMetric,
        Approval,
        Autoscaler,
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
        ClusterService,
        ConfigKey,
        ConfigSchema,
        Contact,
        ContainerBuild,
        Dashboard,
        Deployable,
        Deployment,
        DisruptionBudget,
        EnvironmentSeen,
        Exposed,
        GitOpsApplication,
        HealthCheck,
        HelmChart,
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
        Overlay,
        OwnerRule,
        PackageManifest,
        Pipeline,
        Platform,
        PolicyRule,
        RecordingRule,
        Repository,
        RolloutObject,
        Route,
        Run,
        Runbook,
        RunbookLink,
        SecretAccess,
        SecretRule,
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
