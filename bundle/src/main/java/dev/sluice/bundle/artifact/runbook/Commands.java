package dev.sluice.bundle.artifact.runbook;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Workloads;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody on call types, by what the service runs on.
///
/// @param workload what serves in production, or null where that is no Kubernetes
/// @param gitOps what keeps production equal to the repository, or null
/// @param job the job that deploys to production, or null
record Commands(
    Service service,
    @Nullable Workload workload,
    @Nullable GitOpsApplication gitOps,
    @Nullable Job job) {

  static Commands of(Material material, Service service) {
    List<Workload> workloads = Workloads.production(material);
    Optional<Workload> own =
        workloads.stream()
            .filter(w -> w.name().equals(service.slug()))
            .findFirst()
            .or(() -> workloads.stream().filter(w -> isInScope(w, material)).findFirst())
            .or(() -> workloads.stream().findFirst());
    Optional<GitOpsApplication> application =
        material.facts().of(GitOpsApplication.class).stream()
            .filter(a ->
                a.environment() == null
                    || Workloads.isProduction(a.environment(), material.delivery()))
            .findFirst();
    Optional<Job> job =
        material.facts().of(Job.class).stream().filter(j -> deploys(j, material)).findFirst();
    return new Commands(service, own.orElse(null), application.orElse(null), job.orElse(null));
  }

  /// Whether a workload is called like a service in scope: not a store that runs beside it.
  private static boolean isInScope(Workload workload, Material material) {
    Context context = material.delivery().context();
    return context != null
        && context.services().stream().anyMatch(s -> s.name().equals(workload.name()));
  }

  private static boolean deploys(Job job, Material material) {
    boolean production =
        job.environment() != null
            && Workloads.isProduction(job.environment().value(), material.delivery());
    return production
        && job.steps().stream()
            .flatMap(s -> s.activities().stream())
            .anyMatch(a -> a.kind() == Activity.Kind.DEPLOY);
  }

  private String target() {
    return workload == null
        ? ""
        : workload.kind().toLowerCase(Locale.ROOT) + "/" + workload.name() + namespace();
  }

  private String namespace() {
    String namespace = workload == null ? null : workload.namespace();
    return namespace == null ? "" : " -n " + namespace;
  }

  @Nullable String status() {
    if (workload == null) {
      return job == null
          ? null
          : "Look at the latest run of job `"
              + job.id()
              + "` in `"
              + job.pipeline()
              + "`: which version is out, since when?";
    }
    return workload.kind().equals("Rollout")
        ? "`kubectl argo rollouts get rollout "
            + workload.name()
            + namespace()
            + "` shows which version takes which share."
        : "`kubectl rollout status "
            + target()
            + " --timeout 1s` and `kubectl rollout history "
            + target()
            + "` show what is going out.";
  }

  @Nullable String events() {
    return workload == null
        ? null
        : "`kubectl describe "
            + target()
            + "` and `kubectl get events"
            + namespace()
            + " --sort-by .lastTimestamp` name the reason.";
  }

  @Nullable String logs() {
    return workload == null
        ? "Read the logs of the newest instances: which error is the first?"
        : "`kubectl logs "
            + (workload.kind().equals("Rollout")
                ? "-l app.kubernetes.io/name=" + workload.name() + namespace()
                : target())
            + " --since 15m --prefix` shows the first error.";
  }

  @Nullable String load() {
    return workload == null
        ? "Compare processor, memory and connections with the same hour of the day before."
        : "`kubectl top pods"
            + namespace()
            + "` shows processor and memory; compare with the limits.";
  }

  /// The steps that bring the version of before back.
  List<String> rollback() {
    List<String> steps = new ArrayList<>();
    if (gitOps != null) {
      steps.add(
          "Revert the commit that changed "
              + (gitOps.path() == null ? "production" : "`" + gitOps.path() + "`")
              + " and merge it: "
              + gitOps.tool()
              + " brings `"
              + gitOps.name()
              + "` back.");
    }
    if (workload != null && workload.kind().equals("Rollout")) {
      steps.add(
          "A release is under way: `kubectl argo rollouts abort "
              + workload.name()
              + namespace()
              + "`.");
      steps.add(
          "It is out already: `kubectl argo rollouts undo "
              + workload.name()
              + namespace()
              + "`, then `kubectl argo rollouts status "
              + workload.name()
              + namespace()
              + " --timeout 10m`.");
    } else if (workload != null) {
      String faster = gitOps == null ? "" : "Faster than the pipeline: ";
      steps.add(
          faster
              + "`kubectl rollout undo "
              + target()
              + "`, then `kubectl rollout status "
              + target()
              + " --timeout 10m`.");
    }
    if (job != null) {
      steps.add(
          "By the pipeline: run `"
              + job.pipeline()
              + "` again for the commit of the last good deployment, job `"
              + job.id()
              + "`.");
    }
    if (steps.isEmpty()) {
      steps.add(
          "Deploy the artifact of the last good release again, by its digest or version; never"
              + " build it anew.");
    }
    return steps;
  }
}
