package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.fact.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How a job reaches a cluster and sees what became of a workload.
final class Cluster {
  /// Kinds of workloads whose rollout can be waited for.
  static final Set<String> WAITED_FOR = Set.of("Deployment", "StatefulSet", "DaemonSet", "Rollout");

  private static final String CONFIG = "${{ runner.temp }}/kubeconfig";

  private Cluster() {}

  static List<Step> reach(Cloud cloud) {
    return switch (cloud) {
      case AWS ->
          List.of(
              cloud.login("DEPLOY"),
              Step.run("reach the cluster", "aws eks update-kubeconfig --name \"$CLUSTER\"")
                  .env("CLUSTER", "${{ vars.CLUSTER }}"));
      case GOOGLE ->
          List.of(
              cloud.login("DEPLOY"),
              Step.uses("google-github-actions/get-gke-credentials")
                  .with("cluster_name", "${{ vars.CLUSTER }}")
                  .with("location", "${{ vars.CLUSTER_LOCATION }}"));
      case AZURE ->
          List.of(
              cloud.login("DEPLOY"),
              Step.run(
                      "reach the cluster",
                      "az aks get-credentials --resource-group \"$GROUP\" --name \"$CLUSTER\"")
                  .env("GROUP", "${{ vars.CLUSTER_GROUP }}")
                  .env("CLUSTER", "${{ vars.CLUSTER }}"));
      case NONE ->
          List.of(
              Step.run(
                      "reach the cluster",
                      "set -euo pipefail",
                      "umask 077",
                      "printf '%s' \"$ACCESS\" > \"$KUBECONFIG\"")
                  .env("ACCESS", "${{ secrets.KUBECONFIG }}")
                  .env("KUBECONFIG", CONFIG));
    };
  }

  /// What has to be set up by hand, as a comment.
  static String needs(Cloud cloud) {
    String variables =
        switch (cloud) {
          case AWS -> "AWS_REGION, DEPLOY_ROLE and CLUSTER";
          case GOOGLE ->
              "WORKLOAD_IDENTITY_PROVIDER, DEPLOY_SERVICE_ACCOUNT, CLUSTER and CLUSTER_LOCATION";
          case AZURE -> "AZURE_TENANT_ID, DEPLOY_CLIENT_ID, CLUSTER_GROUP and CLUSTER";
          case NONE -> "";
        };
    return variables.isEmpty()
        ? "# Each environment needs the secret KUBECONFIG, for an account that may deploy only"
            + " there.\n"
        : "# Each environment needs the variables " + variables + ".\n";
  }

  /// The step with what it needs to reach the cluster.
  static Step with(Step step, Project project) {
    return Cloud.of(project.material().facts()) == Cloud.NONE
        ? step.env("KUBECONFIG", CONFIG)
        : step;
  }

  /// The commands that wait until a workload is healthy, and fail when it does not become so.
  static List<String> healthy(Workload workload) {
    if (!workload.kind().equals("Rollout")) {
      return List.of("kubectl rollout status " + place(workload) + " --timeout=10m");
    }
    String rollout = "kubectl wait " + place(workload) + " --timeout=";
    return List.of(
        "seen=$(kubectl get " + place(workload) + " --output=jsonpath='{.metadata.generation}')",
        rollout + "5m --for=jsonpath='{.status.observedGeneration}'=\"$seen\"",
        rollout + "45m --for=jsonpath='{.status.phase}'=Healthy");
  }

  /// The command that brings the version before back.
  static String undo(Workload workload) {
    return "kubectl rollout undo " + place(workload);
  }

  static String place(Workload workload) {
    return workload.kind().toLowerCase(Locale.ROOT) + "/" + workload.name() + namespace(workload);
  }

  static String namespace(Workload workload) {
    return workload.namespace() == null ? "" : " --namespace " + workload.namespace();
  }
}
