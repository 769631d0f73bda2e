package dev.sluice.bundle.artifact.githubactions;

import com.google.auto.service.AutoService;
import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.Maker;
import dev.sluice.bundle.artifact.project.Forge;
import dev.sluice.bundle.artifact.project.Gates;
import dev.sluice.bundle.artifact.project.Hops;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Ci.GateKind;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.pipeline.Called;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the workflow that leads from a change to a release, or of it the parts that no workflow
/// here does yet.
@AutoService(Maker.class)
public final class PipelineMaker implements Maker {
  private static final String IDENTITY = "artifact-flow.identity";
  private static final String PLACE = ".github/workflows/";

  @Override
  public List<Artifact> make(Material material) {
    Project project = Project.of(material);
    if (project.forge() != Forge.GITHUB || project.unseen().isPresent()) {
      return List.of();
    }
    Map<String, Set<GateKind>> missing = Gates.missing(project);
    List<Job> jobs = new ArrayList<>(gates(project, missing));
    List<String> gates = jobs.stream().map(Job::id).toList();
    boolean publishes = publishes(project);
    if (publishes) {
      Publishing publishing = new Publishing(project);
      List<Job> published = publishing.jobs(gates);
      jobs.addAll(published);
      jobs.addAll(
          new Promotion(project, publishing.digests())
              .jobs(published.stream().map(Job::id).toList()));
    }
    if (jobs.isEmpty()) {
      return List.of();
    }
    return List.of(artifact(project, missing, publishes, jobs));
  }

  /// The jobs that are gates.
  static List<Job> gates(Project project, Map<String, Set<GateKind>> missing) {
    return Stream.concat(new GateJobs(project).of(missing).stream(), ConfigJob.of(project).stream())
        .toList();
  }

  /// Whether an image is to be published, and nothing here does.
  static boolean publishes(Project project) {
    boolean wanted =
        project.workflows().isEmpty()
            || project.material().delivery().artifacts().stream()
                .anyMatch(a -> a.type() == dev.sluice.flow.delivery.Artifact.Type.OCI_IMAGE)
            || project.material().facts().of(Deployment.class).stream()
                .anyMatch(d ->
                    project.images().stream().anyMatch(i -> i.image().equals(d.image().name())));
    return wanted
        && !project.images().isEmpty()
        && !project.does(Activity.Kind.PUBLISH)
        && Called.doing(project.graph(), Activity.Kind.PUBLISH).findAny().isEmpty();
  }

  private static Artifact artifact(
      Project project, Map<String, Set<GateKind>> missing, boolean publishes, List<Job> jobs) {
    String name = publishes ? "delivery" : name(missing);
    String path = free(project, name);
    boolean configured = jobs.stream().anyMatch(job -> job.id().equals(ConfigJob.ID));
    String purpose = purpose(missing, configured, publishes);
    String criterion =
        missing.isEmpty()
            ? configured ? ConfigJob.CRITERION : IDENTITY
            : Gates.criterion(
                missing.values().stream().flatMap(Set::stream).sorted().findFirst().orElseThrow());
    Workflow workflow =
        new Workflow(
            Artifact.header("#", purpose, criterion) + beside(project) + needs(project, publishes),
            path.substring(PLACE.length(), path.lastIndexOf('.')),
            triggers(project, publishes),
            "${{ github.workflow }}-${{ github.ref }}",
            "${{ github.event_name == 'pull_request' }}",
            Map.of(),
            jobs);
    return new Artifact(path, workflow.text(), purpose, criterion);
  }

  /// What a workflow of gates alone is called: after what it does, where that is one thing.
  private static String name(Map<String, Set<GateKind>> missing) {
    List<GateKind> kinds = missing.values().stream().flatMap(Set::stream).distinct().toList();
    if (kinds.size() == 1) {
      return word(kinds.getFirst());
    }
    return kinds.stream().allMatch(k -> k == GateKind.BUILD || k == GateKind.TEST)
        ? "build"
        : "gates";
  }

  /// A release that only names a digest in a kustomization is no change to build again.
  private static List<String> triggers(Project project, boolean publishes) {
    List<String> lines =
        new ArrayList<>(
            List.of("pull_request:", "push:", "  branches: [" + Scalar.of(project.branch()) + "]"));
    if (publishes && Hops.followed(project) && !Hops.of(project).isEmpty()) {
      lines.add("  paths-ignore:");
      Hops.of(project).forEach(hop -> lines.add("    - " + hop.overlay() + "/**"));
    }
    return lines;
  }

  /// A path that no file here has.
  private static String free(Project project, String name) {
    return List.of(name + ".yaml", name + "-sluice.yaml").stream()
        .map(PLACE::concat)
        .filter(path -> !project.has(path) && !project.has(path.replace(".yaml", ".yml")))
        .findFirst()
        .orElse(PLACE + "sluice-" + name + ".yaml");
  }

  private static String purpose(
      Map<String, Set<GateKind>> missing, boolean configured, boolean publishes) {
    Stream<String> kinds =
        missing.values().stream().flatMap(Set::stream).distinct().sorted().map(PipelineMaker::word);
    String gates =
        Stream.concat(kinds, configured ? Stream.of("configuration") : Stream.empty())
            .collect(Collectors.joining(", "));
    String first = gates.isEmpty() ? "" : "Every change passes these gates: " + gates;
    if (!publishes) {
      return first + ".";
    }
    String then = "one build, signed and attested, that is promoted by its digest.";
    return first.isEmpty() ? "After the gates, " + then : first + "; then " + then;
  }

  private static String word(GateKind kind) {
    return switch (kind) {
      case BUILD -> "build";
      case TEST -> "test";
      case SECURITY -> "security";
      case POLICY -> "policy";
    };
  }

  /// Which workflows the new one stands beside, and what they keep doing.
  private static String beside(Project project) {
    Map<String, List<String>> gates = new TreeMap<>();
    for (GateKind kind : GateKind.values()) {
      having(project, kind)
          .forEach(file -> gates.computeIfAbsent(file, f -> new ArrayList<>()).add(word(kind)));
    }
    StringBuilder text = new StringBuilder();
    gates.forEach((file, kinds) ->
        text.append("# Stands beside ")
            .append(file)
            .append(", which keeps its part of: ")
            .append(String.join(", ", kinds))
            .append(".\n"));
    return text.toString();
  }

  /// What has to be set up by hand before the jobs that release can run.
  private static String needs(Project project, boolean publishes) {
    if (!publishes) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    Hops.of(project).stream()
        .map(Hops.Hop::environment)
        .filter(e -> !isProtected(project, e))
        .forEach(e -> text.append(protection(e)));
    if (Hops.followed(project) && !Hops.of(project).isEmpty()) {
      text.append("# A pull request made with a workflow's own token starts no workflow:")
          .append(" close and reopen it, or let an app make it.\n");
    } else if (!Hops.of(project).isEmpty()) {
      text.append(Cluster.needs(Cloud.of(project.material().facts())));
    }
    return text.toString();
  }

  private static boolean isProtected(Project project, Environment environment) {
    return project.material().facts().of(Approval.class).stream()
        .anyMatch(a -> environment.isCalled(a.environment()));
  }

  private static String protection(Environment environment) {
    Environment.Approvals approvals = environment.approvals();
    Duration soak = environment.soak();
    String waits = soak == null ? "" : ", a wait timer of " + soak.toMinutes() + " minutes";
    String asks =
        approvals == null || approvals.from().isEmpty()
            ? ""
            : ", reviewers " + String.join(", ", approvals.from()) + " without self-review";
    return waits.isEmpty() && asks.isEmpty()
        ? ""
        : "# Protect the environment "
            + environment.name()
            + ": only its branch"
            + asks
            + waits
            + ".\n";
  }

  private static List<String> having(Project project, GateKind kind) {
    Activity.Kind activity =
        switch (kind) {
          case BUILD -> Activity.Kind.BUILD;
          case TEST -> Activity.Kind.TEST;
          case SECURITY -> Activity.Kind.SCAN;
          case POLICY -> Activity.Kind.POLICY;
        };
    return project
        .doing(activity)
        .filter(o -> o.node().events().stream().anyMatch(e -> e.change() || e.branch()))
        .map(o -> o.node().root())
        .map(Pipeline::source)
        .map(source -> source.file().substring(source.file().lastIndexOf('/') + 1))
        .distinct()
        .sorted()
        .toList();
  }
}
