package dev.sluice.bundle.artifact.policygate;

import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.fact.Deployment;
import java.util.List;

/// The kustomizations that stand for an environment.
final class Overlays {
  private Overlays() {}

  static List<String> of(Project project) {
    return project.material().facts().of(Deployment.class).stream()
        .filter(d -> d.environment() != null)
        .map(d -> d.source().file())
        .filter(file -> file.matches("(.+/)?kustomization\\.ya?ml"))
        .map(file -> file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : ".")
        .distinct()
        .sorted()
        .toList();
  }
}
