package dev.sluice.bundle.artifact.githubactions;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the scheduled workflow that compares Terraform's roots with what exists.
@AutoService(Maker.class)
public final class DriftMaker implements Maker {
  private static final String PATH = ".github/workflows/drift.yaml";
  private static final String CRITERION = "iac.drift-detection";
  private static final String PURPOSE =
      "Looks for infrastructure that is no longer what its code says, and tells its owner.";

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    Roots roots = Roots.of(project);
    if (project.forge() != Forge.GITHUB
        || project.unseen().isPresent()
        || roots.directories().isEmpty()
        || !material.lacks(CRITERION)
        || project.does(Activity.Kind.DRIFT)
        || project.has(PATH)) {
      return List.of();
    }
    return List.of(new Artifact(PATH, workflow(roots), PURPOSE, CRITERION));
  }

  private static String workflow(Roots roots) {
    Material material = roots.material();
    return new Workflow(
            Artifact.header("#", PURPOSE, CRITERION) + roots.needs("PLAN", "which may read"),
            "drift",
            List.of(
                "schedule:", "  - cron: \"" + cron(every(material)) + "\"", "workflow_dispatch:"),
            "drift",
            "false",
            Map.of(),
            List.of(job(roots)))
        .text();
  }

  private static Job job(Roots roots) {
    List<Step> steps = new ArrayList<>(roots.setup("PLAN"));
    Step plan =
        Step.run(
            "what exists is what the code says",
            "set -euo pipefail",
            roots.init(),
            "terraform plan -input=false -lock=false -detailed-exitcode");
    steps.add(roots.running(plan, "PLAN"));
    steps.add(tell(roots.directory()));
    return roots.each(Job.reading("drift", "drift", 30, steps).may("issues", "write"));
  }

  private static Step tell(String directory) {
    return Step.run(
            "tell the owner, once",
            "set -euo pipefail",
            "title=\"Infrastructure drift: $ROOT\"",
            "open=$(gh issue list --state open --json title --jq '.[].title')",
            "grep --fixed-strings --line-regexp --quiet -- \"$title\" <<< \"$open\" ||",
            "  gh issue create --title \"$title\" --body \"The plan is not empty, or could not be"
                + " made: $RUN\"")
        .when("failure()")
        .env("GH_TOKEN", "${{ github.token }}")
        .env("GH_REPO", "${{ github.repository }}")
        .env("ROOT", directory)
        .env(
            "RUN",
            "${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}");
  }

  private static @Nullable Duration every(Material material) {
    Iac iac = material.delivery().iac();
    Iac.Drift drift = iac == null ? null : iac.drift();
    return drift == null ? null : drift.every();
  }

  /// A schedule at least as often as declared; daily when nothing is.
  private static String cron(@Nullable Duration every) {
    if (every == null) {
      return "17 5 * * *";
    }
    if (every.compareTo(Duration.ofDays(7)) >= 0) {
      return "17 5 * * 1";
    }
    long hours = every.toHours();
    return hours >= 24 ? "17 5 * * *" : "17 */" + Math.max(1, hours) + " * * *";
  }
}
