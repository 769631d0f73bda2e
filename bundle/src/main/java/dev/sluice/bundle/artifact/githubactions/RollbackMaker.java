package dev.sluice.bundle.artifact.githubactions;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Hops;
import dev.sluice.bundle.artifact.project.Hops.Hop;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.fact.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the workflow that brings the release before back and waits until it is healthy: by hand
/// for every environment that the pipeline deploys to, and by the clock as a drill in the last one
/// before production.
@AutoService(Maker.class)
public final class RollbackMaker implements Maker {
  private static final String PATH = ".github/workflows/rollback.yaml";
  private static final String CRITERION = "release-safety.drill";
  private static final String PURPOSE =
      "Brings the release before back and waits until it is healthy: by hand, and by the clock as a"
          + " drill below production.";
  private static final List<String> SERVED =
      List.of(CRITERION, "release-safety.recovery-validation", "release-safety.automation");
  private static final Duration WITHIN = Duration.ofMinutes(15);

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    List<Hop> hops =
        Hops.followed(project)
            ? List.of()
            : Planned.hops(project).stream()
                .filter(hop -> !Promotion.workloads(project, hop).isEmpty())
                .toList();
    Optional<Hop> drilled = drilled(material, hops);
    if (drilled.isEmpty()
        || SERVED.stream().noneMatch(material::lacks)
        || exercised(project)
        || project.has(PATH)) {
      return List.of();
    }
    return List.of(new Artifact(PATH, workflow(project, hops, drilled.get()), PURPOSE, CRITERION));
  }

  /// The declared place of the drill, else the last environment before production.
  private static Optional<Hop> drilled(Material material, List<Hop> hops) {
    ReleaseSafety.Drill drill = drill(material);
    String declared = drill == null ? null : drill.environment();
    List<Hop> below = hops.stream().filter(hop -> !hop.environment().production()).toList();
    return below.stream()
        .filter(hop -> declared != null && hop.environment().isCalled(declared))
        .findFirst()
        .or(() -> below.isEmpty() ? Optional.empty() : Optional.of(below.getLast()));
  }

  private static boolean exercised(Project project) {
    return project
        .doing(Activity.Kind.ROLLBACK)
        .anyMatch(
            o -> o.node().events().stream().anyMatch(event -> event.name().equals("schedule")));
  }

  private static String workflow(Project project, List<Hop> hops, Hop drilled) {
    List<String> on = new ArrayList<>();
    on.add("workflow_dispatch:");
    on.add("  inputs:");
    on.add("    environment:");
    on.add("      description: where the release before is brought back");
    on.add("      type: choice");
    on.add("      required: true");
    on.add("      options:");
    hops.forEach(hop -> on.add("        - " + Scalar.of(hop.environment().name())));
    on.add("schedule:");
    on.add("  - cron: \"" + cron(drill(project.material())) + "\"");
    return new Workflow(
            Artifact.header("#", PURPOSE, CRITERION)
                + Cluster.needs(Cloud.of(project.material().facts())),
            "rollback",
            on,
            "rollback-${{ inputs.environment || 'drill' }}",
            "false",
            Map.of(),
            hops.stream().map(hop -> job(project, hop, hop.equals(drilled))).toList())
        .text();
  }

  private static Job job(Project project, Hop hop, boolean drill) {
    String name = hop.environment().name();
    Recovery recovery = new Recovery(project, hop, within(project.material()));
    List<Step> steps = new ArrayList<>(Cluster.reach(Cloud.of(project.material().facts())));
    steps.addAll(recovery.plugin());
    steps.add(recovery.back());
    steps.add(recovery.healthy());
    if (drill) {
      steps.add(recovery.forth());
    }
    String asked = "inputs.environment == '" + name.replace("'", "''") + "'";
    int minutes =
        (int) Math.min(350, within(project.material()).toMinutes() * (drill ? 2 : 1) + 15);
    Job job =
        Job.reading(
                "rollback-" + Promotion.id(name).substring(7), "roll back " + name, minutes, steps)
            .when(drill ? "github.event_name == 'schedule' || " + asked : asked)
            .into(name);
    return Cloud.of(project.material().facts()) == Cloud.NONE ? job : job.may("id-token", "write");
  }

  private static Duration within(Material material) {
    ReleaseSafety safety = material.delivery().releaseSafety();
    ReleaseSafety.Recovery recovery = safety == null ? null : safety.recovery();
    Duration within = recovery == null ? null : recovery.within();
    return within == null || within.toMinutes() < 1 ? WITHIN : within;
  }

  private static ReleaseSafety.@Nullable Drill drill(Material material) {
    ReleaseSafety safety = material.delivery().releaseSafety();
    return safety == null ? null : safety.drill();
  }

  /// At least as often as declared, at an hour at which people work; every quarter when nothing is.
  private static String cron(ReleaseSafety.@Nullable Drill drill) {
    Duration every = drill == null ? null : drill.every();
    if (every == null || every.toDays() >= 92) {
      return "17 9 5 1,4,7,10 *";
    }
    if (every.toDays() >= 62) {
      return "17 9 5 */2 *";
    }
    return every.toDays() >= 31 ? "17 9 5 * *" : "17 9 * * 2";
  }
}
