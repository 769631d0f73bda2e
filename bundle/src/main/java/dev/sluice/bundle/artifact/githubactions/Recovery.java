package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.project.Hops.Hop;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The steps that bring the release before of one environment back, and that verify it.
///
/// @param within from the beginning to the end of it
record Recovery(Project project, Hop hop, Duration within) {
  private static final String ROLLOUTS = "v1.8.3";

  private List<Workload> workloads() {
    return Promotion.workloads(project, hop);
  }

  /// What undoes a Rollout, where there is one.
  List<Step> plugin() {
    return workloads().stream().noneMatch(w -> w.kind().equals("Rollout"))
        ? List.of()
        : List.of(
            Step.run(
                    "the plugin that undoes a Rollout",
                    "set -euo pipefail",
                    "cd \"$RUNNER_TEMP\"",
                    "for file in kubectl-argo-rollouts-linux-amd64 argo-rollouts-checksums.txt; do",
                    "  curl --fail --silent --show-error --location --remote-name \\",
                    "    \"https://github.com/argoproj/argo-rollouts/releases/download/$VERSION/$file\"",
                    "done",
                    "sha256sum --check --ignore-missing argo-rollouts-checksums.txt",
                    "sudo install kubectl-argo-rollouts-linux-amd64"
                        + " /usr/local/bin/kubectl-argo-rollouts")
                .env("VERSION", ROLLOUTS));
  }

  /// Undoes the release.
  Step back() {
    List<String> lines = new ArrayList<>(List.of("set -euo pipefail"));
    lines.add("echo \"until=$(($(date +%s) + " + within.toSeconds() + "))\" >> \"$GITHUB_OUTPUT\"");
    lines.addAll(undo());
    return Cluster.with(Step.run("bring the release before back", lines).id("back"), project);
  }

  /// Fails when the release before is not healthy in time.
  Step healthy() {
    List<String> lines = new ArrayList<>(List.of("set -euo pipefail"));
    workloads().forEach(w -> lines.add(healthy(w)));
    lines.addAll(answering());
    lines.add("if [ \"$(date +%s)\" -gt \"$UNTIL\" ]; then");
    lines.add("  echo \"::error::healthy again, but not within " + Spans.words(within) + "\"");
    lines.add("  exit 1");
    lines.add("fi");
    return Cluster.with(
        Step.run("the release before is healthy in time", lines)
            .env("UNTIL", "${{ steps.back.outputs.until }}"),
        project);
  }

  /// After a drill, the release that was there.
  Step forth() {
    List<String> lines = new ArrayList<>(List.of("set -euo pipefail"));
    lines.addAll(undo());
    workloads().forEach(w -> lines.add(healthy(w)));
    return Cluster.with(
        Step.run("after a drill, bring the release of today back", lines)
            .when(
                "!cancelled() && github.event_name == 'schedule' && steps.back.outcome == 'success'"),
        project);
  }

  private List<String> undo() {
    List<String> lines = new ArrayList<>();
    for (Workload workload : workloads()) {
      String place = Cluster.place(workload);
      if (workload.kind().equals("Rollout")) {
        lines.add("kubectl argo rollouts undo " + workload.name() + Cluster.namespace(workload));
        lines.add("# it was released before: no step by step");
        lines.add(
            "kubectl patch "
                + place
                + " --subresource status --type merge --patch '{\"status\": {\"promoteFull\": true}}'");
      } else {
        lines.add("kubectl rollout undo " + place);
      }
    }
    return lines;
  }

  private String healthy(Workload workload) {
    String limit = within.toSeconds() + "s";
    return workload.kind().equals("Rollout")
        ? "kubectl argo rollouts status "
            + workload.name()
            + Cluster.namespace(workload)
            + " --timeout "
            + limit
        : "kubectl rollout status " + Cluster.place(workload) + " --timeout=" + limit;
  }

  /// Asks the declared health path of the one workload that answers.
  private List<String> answering() {
    Cd cd = project.material().delivery().cd();
    Optional<String> path =
        cd == null
            ? Optional.empty()
            : cd.healthChecks().stream()
                .sorted((a, b) -> Boolean.compare(release(b), release(a)))
                .map(Cd.Check::target)
                .filter(target -> target != null && target.matches("/[A-Za-z0-9._~/-]*"))
                .findFirst();
    List<Workload> serving = workloads().stream().filter(w -> !w.ports().isEmpty()).toList();
    if (path.isEmpty() || serving.size() != 1) {
      return List.of();
    }
    Workload one = serving.getFirst();
    String place =
        one.kind().equals("Rollout")
            ? "\"$(kubectl get pods --selector "
                + selector(one)
                + " --output name"
                + Cluster.namespace(one)
                + " | head -n 1)\""
                + Cluster.namespace(one)
            : Cluster.place(one);
    return List.of(
        "kubectl port-forward " + place + " 18080:" + one.ports().getFirst() + " &",
        "trap 'kill %1' EXIT",
        "curl --fail --silent --show-error --output /dev/null --max-time 10 --retry 10 --retry-delay 3"
            + " \\",
        "  --retry-all-errors \"http://127.0.0.1:18080" + path.get() + "\"");
  }

  private static boolean release(Cd.Check check) {
    return check.kind() == Cd.CheckKind.RELEASE;
  }

  private static String selector(Workload workload) {
    return workload.selector().isEmpty()
        ? "app=" + workload.name()
        : String.join(
            ",",
            workload.selector().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList());
  }
}
