package dev.sluice.bundle.artifact.githubactions;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.IacProvider;
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
    List<String> roots = project.terraformRoots();
    if (project.forge() != Forge.GITHUB
        || project.unseen().isPresent()
        || roots.isEmpty()
        || !material.lacks(CRITERION)
        || project.does(Activity.Kind.DRIFT)
        || project.has(PATH)) {
      return List.of();
    }
    return List.of(new Artifact(PATH, workflow(project, roots), PURPOSE, CRITERION));
  }

  private static String workflow(Project project, List<String> roots) {
    Material material = project.material();
    return new Workflow(
            Artifact.header("#", PURPOSE, CRITERION) + note(material, roots),
            "drift",
            List.of(
                "schedule:", "  - cron: \"" + cron(every(material)) + "\"", "workflow_dispatch:"),
            "drift",
            "false",
            Map.of(),
            List.of(job(project, roots)))
        .text();
  }

  private static String note(Material material, List<String> roots) {
    return switch (cloud(material, roots)) {
      case AWS ->
          "# Needs the repository's variables AWS_REGION and PLAN_ROLE: a role that may read, for"
              + " this repository only.\n";
      case GOOGLE ->
          "# Needs the repository's variables WORKLOAD_IDENTITY_PROVIDER and PLAN_SERVICE_ACCOUNT,"
              + " which may read.\n";
      case AZURE ->
          "# Needs the repository's variables AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID and"
              + " PLAN_CLIENT_ID, which may read.\n";
      case NONE -> "# Give the job the identity that may read what its providers ask.\n";
    };
  }

  private static Cloud cloud(Material material, List<String> roots) {
    List<IacProvider> here =
        material.facts().of(IacProvider.class).stream()
            .filter(p -> roots.contains(p.directory()))
            .toList();
    return Cloud.of(here);
  }

  private static Job job(Project project, List<String> roots) {
    Material material = project.material();
    Cloud cloud = cloud(material, roots);
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    steps.add(
        Step.uses("hashicorp/setup-terraform")
            .with("terraform_version", project.terraformVersion())
            .with("terraform_wrapper", "false"));
    if (cloud == Cloud.AWS || cloud == Cloud.GOOGLE) {
      steps.add(cloud.login("PLAN"));
    }
    String directory = roots.size() == 1 ? roots.getFirst() : "${{ matrix.directory }}";
    Step plan =
        Step.run(
                "what exists is what the code says",
                "set -euo pipefail",
                "terraform init -input=false" + locked(material, roots),
                "terraform plan -input=false -lock=false -detailed-exitcode")
            .in(directory);
    if (cloud == Cloud.AZURE) {
      plan =
          plan.env("ARM_USE_OIDC", "true")
              .env("ARM_CLIENT_ID", "${{ vars.PLAN_CLIENT_ID }}")
              .env("ARM_TENANT_ID", "${{ vars.AZURE_TENANT_ID }}")
              .env("ARM_SUBSCRIPTION_ID", "${{ vars.AZURE_SUBSCRIPTION_ID }}");
    }
    steps.add(plan);
    steps.add(tell(directory));
    Job job = Job.reading("drift", "drift", 30, steps).may("issues", "write");
    Job asking = cloud == Cloud.NONE ? job : job.may("id-token", "write");
    return roots.size() == 1 ? asking : asking.forEach(roots);
  }

  private static String locked(Material material, List<String> roots) {
    boolean all =
        material.facts().of(IacProvider.class).stream()
            .filter(p -> roots.contains(p.directory()))
            .allMatch(IacProvider::locked);
    return all ? " -lockfile=readonly" : "";
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
