package dev.sluice.bundle.artifact.rollout;

import dev.sluice.bundle.Material;
import dev.sluice.flow.fact.Workload;

/// What becomes of a workload once the files that are made are deployed.
public final class RolledOut {
  private RolledOut() {}

  /// The workload that runs the pods: where both are made now, the Rollout that takes them over
  /// from the Deployment.
  public static Workload of(Workload workload, Material material) {
    boolean taken =
        material.isPlanned(workload) && RolloutMaker.takenOver(material).contains(workload);
    return taken
        ? new Workload(
            workload.source(),
            workload.tool(),
            "Rollout",
            workload.name(),
            workload.namespace(),
            workload.environment(),
            workload.replicas(),
            workload.strategy(),
            workload.labels(),
            workload.selector(),
            workload.ports(),
            workload.healthChecks())
        : workload;
  }
}
