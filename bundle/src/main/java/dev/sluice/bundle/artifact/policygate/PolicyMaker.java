package dev.sluice.bundle.artifact.policygate;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Gates;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Ci.GateKind;
import java.util.List;

/// Writes the rules of the policy gate where that gate is missing.
@AutoService(Maker.class)
public final class PolicyMaker implements Maker {
  private static final String PURPOSE =
      "What every change has to keep: pinned images and actions, no root, no privileged container.";

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    boolean missing =
        Gates.missing(project).values().stream().anyMatch(k -> k.contains(GateKind.POLICY));
    if (!missing || project.forge() == Forge.OTHER || PolicyGate.of(project).isEmpty()) {
      return List.of();
    }
    String criterion = Gates.criterion(GateKind.POLICY);
    return List.of(
        new Artifact(
            PolicyGate.FILE,
            Artifact.header("#", PURPOSE, criterion) + Rules.of(project),
            PURPOSE,
            criterion));
  }
}
