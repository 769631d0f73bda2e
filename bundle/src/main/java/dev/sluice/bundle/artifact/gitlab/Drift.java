package dev.sluice.bundle.artifact.gitlab;

import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.intake.TerraformRoots;
import java.util.ArrayList;
import java.util.List;

/// The job that a schedule starts to compare Terraform's roots with what exists.
record Drift(Project project) {
  List<Job> jobs() {
    List<String> roots = TerraformRoots.of(project.material().facts());
    if (roots.isEmpty() || !project.material().lacks("iac.drift-detection")) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("rules: [{if: $CI_PIPELINE_SOURCE == \"schedule\"}]");
    lines.add("parallel:");
    lines.add("  matrix:");
    lines.add("    - ROOT: [" + String.join(", ", roots) + "]");
    return List.of(
        new Job(
            "drift",
            "drift",
            Tools.TERRAFORM + project.terraformVersion(),
            false,
            "30 minutes",
            lines,
            List.of(
                "cd \"$ROOT\"",
                "terraform init -input=false",
                "terraform plan -input=false -lock=false -detailed-exitcode")));
  }
}
