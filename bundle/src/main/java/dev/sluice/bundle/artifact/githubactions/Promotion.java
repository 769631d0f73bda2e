package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.project.Hops;
import dev.sluice.bundle.artifact.project.Hops.Hop;
import dev.sluice.bundle.artifact.project.ImageBuild;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.rollout.RolledOut;
import dev.sluice.flow.fact.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The jobs that bring one digest from environment to environment. Each enters its environment,
/// whose protection asks for approvals, verifies the signature, and deploys that digest.
final class Promotion {
  private final Project project;
  private final List<Hop> hops;
  private final Map<ImageBuild, String> digests;

  /// @param digests for each image the expression that gives its digest
  Promotion(Project project, Map<ImageBuild, String> digests) {
    this.project = project;
    this.hops = Hops.of(project);
    this.digests = new LinkedHashMap<>(digests);
  }

  /// @param before ids of the jobs that the first hop waits for
  List<Job> jobs(List<String> before) {
    List<Job> jobs = new ArrayList<>();
    for (Hop hop : hops) {
      List<String> needs = new ArrayList<>(before);
      hop.environment().promotesFrom().stream()
          .filter(from -> hops.stream().anyMatch(h -> h.environment().name().equals(from)))
          .map(Promotion::id)
          .forEach(needs::add);
      jobs.add(job(hop).needs(needs));
    }
    return jobs;
  }

  /// The id of the job that enters an environment.
  static String id(String environment) {
    return "deploy-" + environment.replaceAll("[^A-Za-z0-9_-]", "-");
  }

  private Job job(Hop hop) {
    String name = hop.environment().name();
    boolean followed = Hops.followed(project);
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    digests.keySet().stream().map(Registry::login).distinct().forEach(steps::addAll);
    steps.add(Step.uses("sigstore/cosign-installer"));
    digests.forEach((image, digest) -> steps.add(Publishing.verify(image.image(), digest)));
    Cloud cloud = Cloud.of(project.material().facts());
    if (!followed) {
      steps.addAll(Cluster.reach(cloud));
    }
    steps.addAll(followed ? List.of(ask(hop)) : deploy(hop));
    Job job =
        Job.reading(id(name), "promote to " + name, 60, steps).into(name).may("packages", "read");
    if (followed) {
      return job.may("contents", "write").may("pull-requests", "write");
    }
    return cloud == Cloud.NONE ? job : job.may("id-token", "write");
  }

  private List<String> edits() {
    List<String> lines = new ArrayList<>();
    int i = 0;
    for (var _ : digests.keySet()) {
      i++;
      String n = digests.size() == 1 ? "" : String.valueOf(i);
      lines.add("kustomize edit set image \"$IMAGE" + n + "=$IMAGE" + n + "@$DIGEST" + n + "\"");
    }
    return lines;
  }

  private Step images(Step step) {
    Step more = step;
    int i = 0;
    for (Map.Entry<ImageBuild, String> each : digests.entrySet()) {
      i++;
      String n = digests.size() == 1 ? "" : String.valueOf(i);
      more = more.env("IMAGE" + n, each.getKey().image()).env("DIGEST" + n, each.getValue());
    }
    return more;
  }

  private List<Step> deploy(Hop hop) {
    List<String> lines = new ArrayList<>(List.of("set -euo pipefail"));
    lines.addAll(edits());
    lines.add("kubectl apply --kustomize .");
    List<Workload> workloads = workloads(project, hop);
    workloads.forEach(w -> lines.addAll(Cluster.healthy(w)));
    List<Step> steps = new ArrayList<>();
    steps.add(
        Cluster.with(
            images(Step.run("deploy the digest that was built", lines)).in(hop.overlay()),
            project));
    List<Workload> back = workloads.stream().filter(w -> !w.kind().equals("Rollout")).toList();
    if (!back.isEmpty()) {
      List<String> undo = new ArrayList<>(List.of("set -euo pipefail"));
      back.forEach(w -> undo.add(Cluster.undo(w)));
      back.forEach(w -> undo.addAll(Cluster.healthy(w)));
      steps.add(
          Cluster.with(Step.run("go back when it did not become healthy", undo), project)
              .when("failure()"));
    }
    return steps;
  }

  /// What of an environment can be waited for.
  static List<Workload> workloads(Project project, Hop hop) {
    return project.material().facts().of(Workload.class).stream()
        .filter(w -> {
          String environment = w.environment();
          return environment != null && hop.environment().isCalled(environment);
        })
        .map(w -> RolledOut.of(w, project.material()))
        .filter(w -> Cluster.WAITED_FOR.contains(w.kind()))
        .toList();
  }

  private Step ask(Hop hop) {
    String name = hop.environment().name();
    List<String> lines = new ArrayList<>(List.of("set -euo pipefail"));
    lines.addAll(edits());
    lines.addAll(
        List.of(
            "git switch --create \"promote/$TO/$GITHUB_SHA\"",
            "git -c user.name=github-actions -c user.email=github-actions@users.noreply.github.com"
                + " \\",
            "  commit --all --message \"Promote $GITHUB_SHA to $TO\"",
            "gh auth setup-git",
            "git push origin HEAD",
            "gh pr create --base \"$BRANCH\" --title \"Promote $GITHUB_SHA to $TO\" --body"
                + " \"Verified, by digest.\""));
    return images(Step.run("ask for this digest in " + name, lines).in(hop.overlay()))
        .env("TO", name)
        .env("BRANCH", project.branch())
        .env("GH_TOKEN", "${{ github.token }}");
  }
}
