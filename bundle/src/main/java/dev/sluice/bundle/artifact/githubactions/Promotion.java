package dev.sluice.bundle.artifact.githubactions;

import dev.sluice.bundle.artifact.project.Project;
import java.util.List;

/// The jobs that bring one digest from environment to environment.
record Promotion(Project project) {
  /// @param publishing the jobs whose digests are promoted
  List<Job> jobs(List<Job> publishing) {
    return List.of();
  }
}
