package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.fact.IacProvider;
import dev.sluice.flow.intake.TerraformRoots;
import java.util.ArrayList;
import java.util.List;

/// The directories that Terraform applies from, as jobs see them: each in a run of its own when
/// there are several.
///
/// @param directories with a state that every runner can see, sorted
/// @param cloud where their providers lead
/// @param locked whether every one of them pins its providers
record Roots(Project project, List<String> directories, Cloud cloud, boolean locked) {
  Roots {
    directories = List.copyOf(directories);
  }

  static Roots of(Project project) {
    List<String> directories = TerraformRoots.of(project.material().facts());
    List<IacProvider> providers =
        project.material().facts().of(IacProvider.class).stream()
            .filter(p -> directories.contains(p.directory()))
            .toList();
    return new Roots(
        project,
        directories,
        Cloud.of(providers),
        providers.stream().allMatch(IacProvider::locked));
  }

  Material material() {
    return project.material();
  }

  /// The directory of a step.
  String directory() {
    return directories.size() == 1 ? directories.getFirst() : "${{ matrix.directory }}";
  }

  /// The command that makes a directory ready.
  String init() {
    return "terraform init -input=false" + (locked ? " -lockfile=readonly" : "");
  }

  /// What has to be set up for a role, as a comment.
  ///
  /// @param role what its variables begin with: `PLAN`, `APPLY`
  /// @param may what it may do, in words
  String needs(String role, String may) {
    return switch (cloud) {
          case AWS ->
              "# Needs the variables AWS_REGION and " + role + "_ROLE: for this repository, " + may;
          case GOOGLE ->
              "# Needs the variables WORKLOAD_IDENTITY_PROVIDER and "
                  + role
                  + "_SERVICE_ACCOUNT, "
                  + may;
          case AZURE ->
              "# Needs the variables AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID and "
                  + role
                  + "_CLIENT_ID, "
                  + may;
          case NONE -> "# Give the job an identity for what its providers ask, " + may;
        }
        + ".\n";
  }

  /// The steps that bring Terraform and an identity.
  List<Step> setup(String role) {
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    steps.add(
        Step.uses("hashicorp/setup-terraform")
            .with("terraform_version", project.terraformVersion())
            .with("terraform_wrapper", "false"));
    if (cloud == Cloud.AWS || cloud == Cloud.GOOGLE) {
      steps.add(cloud.login(role));
    }
    return steps;
  }

  /// The step in its directory, with the identity that Terraform takes from the environment.
  Step running(Step step, String role) {
    Step here = step.in(directory());
    return cloud == Cloud.AZURE
        ? here.env("ARM_USE_OIDC", "true")
            .env("ARM_CLIENT_ID", "${{ vars." + role + "_CLIENT_ID }}")
            .env("ARM_TENANT_ID", "${{ vars.AZURE_TENANT_ID }}")
            .env("ARM_SUBSCRIPTION_ID", "${{ vars.AZURE_SUBSCRIPTION_ID }}")
        : here;
  }

  /// The job for every directory, with the token that its identity needs.
  Job each(Job job) {
    Job asking = cloud == Cloud.NONE ? job : job.may("id-token", "write");
    return directories.size() == 1 ? asking : asking.forEach(directories);
  }
}
