package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Gates;
import dev.sluice.bundle.artifact.project.Hops;
import dev.sluice.bundle.artifact.project.Project;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the workflow that is made brings, for makers that build on it.
public final class Planned {
  private Planned() {}

  /// The gates, as the code host lists their checks.
  public static List<String> checks(Project project) {
    return makes(project)
        ? PipelineMaker.gates(project, Gates.missing(project)).stream()
            .flatMap(Planned::checks)
            .toList()
        : List.of();
  }

  private static Stream<String> checks(Job job) {
    return job.matrix().isEmpty()
        ? Stream.of(job.name())
        : job.matrix().stream().map(directory -> job.name() + " (" + directory + ")");
  }

  /// The environments that its jobs enter.
  public static List<Hops.Hop> hops(Project project) {
    return makes(project) && PipelineMaker.publishes(project) ? Hops.of(project) : List.of();
  }

  /// The name of the workflow that is made.
  public static Optional<String> workflow(Project project) {
    return new PipelineMaker()
        .make(project.material()).stream()
            .map(Artifact::path)
            .map(path -> path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')))
            .findFirst();
  }

  private static boolean makes(Project project) {
    return project.forge() == Forge.GITHUB && project.unseen().isEmpty();
  }
}
