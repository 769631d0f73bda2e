package dev.sluice.bundle.artifact.githubactions;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.policygate.PolicyGate;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.terraform.PlanPolicy;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.intake.TerraformRoots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the workflow that plans every change of Terraform's roots, and applies exactly the plan
/// that was made of what was merged, from a protected environment.
@AutoService(Maker.class)
public final class InfrastructureMaker implements Maker {
  private static final String PATH = ".github/workflows/infrastructure.yaml";
  private static final String CRITERION = "iac.workflow";
  private static final String PURPOSE =
      "Plans every change of the infrastructure, and applies exactly that plan once it is agreed"
          + " to.";

  /// States whose service plans and applies by itself.
  private static final Set<String> SERVICES = Set.of("remote", "cloud");

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    Roots roots = Roots.of(project);
    if (project.forge() != Forge.GITHUB
        || project.unseen().isPresent()
        || !TerraformRoots.few(roots.directories())
        || !material.lacks(CRITERION)
        || appliedAlready(project)
        || project.has(PATH)) {
      return List.of();
    }
    return environment(material).stream()
        .map(environment -> new Artifact(PATH, workflow(roots, environment), PURPOSE, CRITERION))
        .toList();
  }

  private static boolean appliedAlready(Project project) {
    return project.does(Activity.Kind.APPLY)
        || project.does(Activity.Kind.PLAN)
        || project.material().facts().of(PolicyRule.class).stream()
            .anyMatch(rule -> rule.engine().equals("atlantis"))
        || project.material().facts().of(IacBackend.class).stream()
            .anyMatch(backend -> SERVICES.contains(backend.kind()));
  }

  private static String workflow(Roots roots, String environment) {
    return new Workflow(
            Artifact.header("#", PURPOSE, CRITERION)
                + roots.needs("PLAN", "which may read")
                + roots.needs("APPLY", "which may change, in environment " + environment)
                + "# A saved plan holds what the state holds; who may read the artifacts of this"
                + " repository may read it for a day.\n",
            "infrastructure",
            List.of("pull_request:", "push:", "  branches: [" + roots.project().branch() + "]"),
            "infrastructure-${{ github.ref }}",
            "false",
            Map.of(),
            List.of(plan(roots), apply(roots, environment)))
        .text();
  }

  private static Job plan(Roots roots) {
    List<Step> steps = new ArrayList<>(roots.setup("PLAN"));
    steps.add(
        roots.running(
            Step.run(
                "plan",
                "set -euo pipefail",
                roots.init(),
                "terraform validate",
                "terraform plan -input=false -out=change.tfplan",
                "terraform show -json change.tfplan > change.json"),
            "PLAN"));
    policies(roots).ifPresent(steps::add);
    steps.add(
        Step.uses("actions/upload-artifact")
            .named("keep the plan for its apply")
            .when("github.event_name == 'push'")
            .with("name", saved(roots))
            .with("path", file(roots, "change.tfplan"))
            .with("retention-days", "1"));
    return roots.each(
        Job.reading("plan", "plan", 30, steps)
            .when(
                "github.event_name == 'push' || github.event.pull_request.head.repo.full_name =="
                    + " github.repository"));
  }

  private static Optional<Step> policies(Roots roots) {
    return PlanPolicy.file(roots.material())
        .map(rules ->
            Step.run(
                    "the plan keeps the rules",
                    "docker run --rm --network none --volume \"$PWD:/project:ro\" \\",
                    "  " + PolicyGate.CONFTEST + " \\",
                    "  test --all-namespaces --policy " + rules + " \"$DIRECTORY/change.json\"")
                .env("DIRECTORY", roots.directory()));
  }

  private static Job apply(Roots roots, String environment) {
    List<Step> steps = new ArrayList<>(roots.setup("APPLY"));
    steps.add(
        Step.uses("actions/download-artifact")
            .named("the plan that was made of this commit")
            .with("name", saved(roots))
            .with("path", roots.directory()));
    steps.add(
        roots.running(
            Step.run(
                "apply exactly that plan",
                "set -euo pipefail",
                roots.init(),
                "terraform apply -input=false change.tfplan"),
            "APPLY"));
    Job apply =
        Job.reading("apply", "apply", 60, steps)
            .needs(List.of("plan"))
            .when("github.event_name == 'push'")
            .into(environment);
    // Several roots of one run may not push each other out of one group.
    return roots.each(
        roots.directories().size() == 1
            ? apply
            : apply.alone(environment + "-${{ strategy.job-index }}"));
  }

  private static String saved(Roots roots) {
    return roots.directories().size() == 1 ? "plan" : "plan-${{ strategy.job-index }}";
  }

  private static String file(Roots roots, String name) {
    return roots.directory().equals(".") ? name : roots.directory() + "/" + name;
  }

  /// The environment whose protection holds the apply back: the one for infrastructure, where the
  /// delivery has one, or production where nothing is promoted into it; empty where an apply would
  /// go round the way of a release.
  private static Optional<String> environment(Material material) {
    Delivery delivery = material.delivery();
    List<Environment> production = delivery.productionEnvironments();
    if (production.isEmpty()) {
      return Optional.of("production");
    }
    return delivery.environments().stream()
        .filter(e -> e.isCalled(TerraformRoots.ENVIRONMENT))
        .findFirst()
        .or(() -> production.stream().filter(e -> e.promotesFrom().isEmpty()).findFirst())
        .map(Environment::name);
  }
}
