package dev.sluice.bundle.artifact.runbook;

import dev.sluice.bundle.Material;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.signal.Operated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a bad version is taken back that nothing here runs: it was published for others, or it is
/// infrastructure that the code describes.
final class Withdrawal {
  private Withdrawal() {}

  /// Whether a rollback is one of these.
  static boolean isOne(Material material) {
    return !Operated.here(material.delivery(), material.facts());
  }

  /// The steps.
  static List<String> steps(Material material) {
    List<String> steps = new ArrayList<>();
    Optional<Job> publishes =
        material.facts().of(Job.class).stream()
            .filter(job ->
                job.steps().stream()
                    .flatMap(step -> step.activities().stream())
                    .anyMatch(activity -> activity.kind() == Activity.Kind.PUBLISH))
            .findFirst();
    if (!material.facts().of(IacRoot.class).isEmpty()) {
      steps.add("Revert the commit that changed the infrastructure, as a pull request.");
      steps.add("Read its plan: does it undo that change and nothing else? Then apply that plan.");
    }
    publishes.ifPresent(job -> {
      steps.add(
          "Take the version back where it was published: yank or deprecate it, and let `latest`"
              + " name the version before. Never publish other content under its number.");
      steps.add(
          "Revert the commit that broke it, and release that under the next number by job `"
              + job.id()
              + "` of `"
              + job.pipeline()
              + "`.");
      steps.add("Install the newest version where nothing was installed before, and use it once.");
      steps.add("Say in the notes of both versions what was wrong, and who is concerned.");
    });
    if (steps.isEmpty()) {
      steps.add("Revert the commit that broke it, and release that like every other change.");
    }
    return steps;
  }
}
