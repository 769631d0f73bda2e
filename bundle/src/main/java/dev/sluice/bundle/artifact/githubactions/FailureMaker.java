package dev.sluice.bundle.artifact.githubactions;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Owners;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Activity.Kind;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Occurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the workflow that opens one issue when a gate fails on the branch that releases come from,
/// and closes it when the gate is green again.
@AutoService(Maker.class)
public final class FailureMaker implements Maker {
  private static final String PATH = ".github/workflows/gate-failure.yaml";
  private static final String CRITERION = "ci.failure-handling";
  private static final String PURPOSE =
      "Tells the owner of a gate when it fails where releases come from: one issue, closed when it"
          + " is green again.";

  private static final String SCRIPT =
      """
      set -euo pipefail
      title="Gate failed: $WORKFLOW"
      open=$(gh issue list --state open --label gate-failure --limit 200 --json number,title)
      number=$(jq --raw-output --arg title "$title" '[.[] | select(.title == $title)][0].number // empty' <<< "$open")
      if [ "$CONCLUSION" = success ]; then
        if [ -n "$number" ]; then
          gh issue close "$number" --comment "Green again: $RUN"
        fi
      elif [ -n "$number" ]; then
        gh issue comment "$number" --body "Again: $RUN"
      else
        gh label create gate-failure --force --color B60205 --description "A gate failed where releases come from"
        gh issue create --title "$title" --label gate-failure --body "$OWNER $RUN"
      fi
      """;

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    if (project.forge() != Forge.GITHUB
        || project.unseen().isPresent()
        || project.has(PATH)
        || toldElsewhere(material)) {
      return List.of();
    }
    List<Occurrence> gates =
        project
            .doing(Kind.BUILD, Kind.TEST, Kind.SCAN, Kind.POLICY)
            .filter(o -> o.node().events().stream().anyMatch(Event::branch))
            .toList();
    List<Pipeline> holding = gates.stream().map(o -> o.node().root()).distinct().toList();
    List<String> names =
        Stream.concat(holding.stream().map(FailureMaker::name), Planned.workflow(project).stream())
            .distinct()
            .sorted()
            .toList();
    return names.isEmpty() || told(project, holding)
        ? List.of()
        : List.of(new Artifact(PATH, workflow(project, names), PURPOSE, CRITERION));
  }

  /// Whether the delivery names channels that no token of a repository reaches.
  private static boolean toldElsewhere(Material material) {
    Ci ci = material.delivery().ci();
    List<String> told =
        ci == null
            ? List.of()
            : ci.gates().stream()
                .flatMap(g -> Stream.ofNullable(g.onFailure()))
                .flatMap(f -> Stream.ofNullable(f.notifies()))
                .toList();
    return !told.isEmpty() && told.stream().allMatch(t -> t.startsWith("#") || t.contains("@"));
  }

  private static boolean told(Project project, List<Pipeline> holding) {
    return project
        .doing(Activity.Kind.NOTIFY)
        .map(o -> o.node().root())
        .anyMatch(root ->
            holding.contains(root)
                || root.triggers().stream().anyMatch(t -> t.event().equals("workflow_run")));
  }

  /// A workflow without a name is called by its file.
  private static String name(Pipeline pipeline) {
    String file = pipeline.source().file();
    return file.endsWith("/" + pipeline.name()) ? file : pipeline.name();
  }

  private static String workflow(Project project, List<String> names) {
    Step tell =
        Step.run("one issue for the owner", SCRIPT.lines().toList())
            .env("GH_TOKEN", "${{ github.token }}")
            .env("GH_REPO", "${{ github.repository }}")
            .env("WORKFLOW", "${{ github.event.workflow_run.name }}")
            .env("CONCLUSION", "${{ github.event.workflow_run.conclusion }}")
            .env("RUN", "${{ github.event.workflow_run.html_url }}")
            .env("OWNER", owner(project));
    Job job =
        new Job(
            "tell",
            "tell the owner",
            5,
            List.of(),
            "github.event.workflow_run.event != 'pull_request' &&"
                + " contains(fromJSON('[\"success\", \"failure\", \"timed_out\", \"startup_failure\"]'),"
                + " github.event.workflow_run.conclusion)",
            null,
            null,
            Map.of("issues", "write"),
            Map.of(),
            List.of(),
            List.of(tell));
    List<String> on = new ArrayList<>();
    on.add("# nothing of the other run is checked out, and no text of it stands in a script");
    on.add("workflow_run: # zizmor: ignore[dangerous-triggers]");
    on.add("  workflows:");
    names.forEach(name -> on.add("    - " + Scalar.of(name)));
    on.add("  branches: [" + Scalar.of(project.branch()) + "]");
    on.add("  types: [completed]");
    return new Workflow(
            Artifact.header("#", PURPOSE, CRITERION),
            "gate-failure",
            on,
            "gate-failure-${{ github.event.workflow_run.workflow_id }}",
            "false",
            Map.of(),
            List.of(job))
        .text();
  }

  /// Who acts, and within which time.
  private static String owner(Project project) {
    Ci ci = project.material().delivery().ci();
    if (ci == null) {
      return "Nobody is named as the owner of this gate.";
    }
    Stream<String> owners =
        Stream.concat(
            ci.gates().stream().flatMap(g -> Stream.ofNullable(g.owner())),
            Stream.ofNullable(ci.owner()));
    List<String> named =
        owners
            .distinct()
            .flatMap(owner -> called(owner, project).stream())
            .distinct()
            .limit(5)
            .toList();
    Optional<String> within =
        ci.gates().stream()
            .flatMap(g -> Stream.ofNullable(g.onFailure()))
            .flatMap(f -> Stream.ofNullable(f.within()))
            .min((a, b) -> a.compareTo(b))
            .map(w -> " within " + Spans.words(w));
    return named.isEmpty()
        ? "Nobody is named as the owner of this gate."
        : String.join(", ", named) + ": please act" + within.orElse("") + ".";
  }

  private static List<String> called(String owner, Project project) {
    List<String> handles = Owners.handles(project, owner);
    return handles.isEmpty() ? List.of(owner) : handles;
  }
}
