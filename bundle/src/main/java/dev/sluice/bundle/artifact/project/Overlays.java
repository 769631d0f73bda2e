package dev.sluice.bundle.artifact.project;

import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.Deployment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kustomizations that stand for an environment.
public final class Overlays {
  private Overlays() {}

  /// The directories of all.
  public static List<String> of(Project project) {
    return deployments(project).map(Overlays::directory).distinct().sorted().toList();
  }

  /// The one directory that stands for an environment; empty when there is none, or several.
  public static Optional<String> of(Project project, Environment environment) {
    List<String> found =
        deployments(project)
            .filter(d -> {
              String name = d.environment();
              return name != null && environment.isCalled(name);
            })
            .map(Overlays::directory)
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static Stream<Deployment> deployments(Project project) {
    return project.material().facts().of(Deployment.class).stream()
        .filter(d -> d.environment() != null)
        .filter(d -> d.source().file().matches("(.+/)?kustomization\\.ya?ml"));
  }

  private static String directory(Deployment deployment) {
    String file = deployment.source().file();
    return file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : ".";
  }
}
