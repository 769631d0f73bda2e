package dev.sluice.bundle.artifact.gitlab;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Gates;
import dev.sluice.bundle.artifact.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Makes the pipeline of a repository on GitLab that has none.
@AutoService(Maker.class)
public final class GitLabMaker implements Maker {
  private static final String PATH = ".gitlab-ci.yml";
  private static final String CRITERION = "ci.build-gate";
  private static final String PURPOSE =
      "Every change passes its gates; then one build, signed and attested, that is promoted by its"
          + " digest.";

  private static final String START =
      """
      # Images are named by version: the update bot pins them by digest.
      stages: [check, publish, deploy, drift]

      workflow:
        auto_cancel:
          on_new_commit: interruptible
        rules:
          - if: $CI_PIPELINE_SOURCE == "merge_request_event"
          - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
          - if: $CI_PIPELINE_SOURCE == "schedule"
      """;

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    if (project.forge() != Forge.GITLAB
        || project.unseen().isPresent()
        || !project.workflows().isEmpty()) {
      return List.of();
    }
    List<Job> gates = new Checks(project).of(Gates.missing(project));
    Releasing releasing = new Releasing(project);
    List<Job> jobs =
        Stream.of(gates, releasing.jobs(), new Drift(project).jobs())
            .flatMap(List::stream)
            .toList();
    if (jobs.isEmpty()) {
      return List.of();
    }
    List<String> text = new ArrayList<>();
    jobs.forEach(job -> {
      text.add("");
      text.addAll(job.text());
    });
    return List.of(
        new Artifact(
            PATH,
            Artifact.header("#", PURPOSE, CRITERION) + START + String.join("\n", text) + "\n",
            PURPOSE,
            CRITERION));
  }
}
