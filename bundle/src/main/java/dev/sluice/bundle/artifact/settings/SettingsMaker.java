package dev.sluice.bundle.artifact.settings;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the settings that decide what may enter the default branch and production: as Terraform
/// where the repository manages its code host by Terraform, else as files in the form in which
/// GitHub exports and imports them, with the workflow that asks whether they hold.
@AutoService(Maker.class)
public final class SettingsMaker implements Maker {
  static final String WORKFLOW = ".github/workflows/settings.yaml";
  private static final String OWNERSHIP = "ci.ownership";
  private static final String APPROVALS = "cd.approvals";

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    if (project.forge() != Forge.GITHUB || project.unseen().isPresent()) {
      return List.of();
    }
    Optional<Branch> branch = Branch.of(project);
    List<Entry> entries = Entry.of(project);
    if (branch.isEmpty() && entries.isEmpty()) {
      return List.of();
    }
    return GitHubTerraform.of(project)
        .map(terraform -> terraform.make(branch, entries))
        .orElseGet(() -> exported(project, branch, entries));
  }

  private static List<Artifact> exported(
      Project project, Optional<Branch> branch, List<Entry> entries) {
    List<Artifact> made = new ArrayList<>();
    branch.ifPresent(b ->
        made.add(
            new Artifact(
                ".github/rulesets/default-branch.json",
                Exported.ruleset(b),
                "What merging into " + b.branch() + " waits for, as GitHub imports it.",
                OWNERSHIP)));
    entries.forEach(e ->
        made.add(
            new Artifact(
                ".github/environments/" + Service.slug(e.name()) + ".json",
                Exported.environment(e),
                "Who lets a release into " + e.name() + ", and from which branches.",
                APPROVALS)));
    if (!project.has(WORKFLOW)) {
      made.add(
          Comparison.of(
              project,
              branch.isPresent(),
              !entries.isEmpty(),
              branch.isPresent() ? OWNERSHIP : APPROVALS));
    }
    return made;
  }
}
