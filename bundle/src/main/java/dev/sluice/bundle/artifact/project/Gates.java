package dev.sluice.bundle.artifact.project;

import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Ci.GateKind;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.pipeline.Called;
import dev.sluice.flow.pipeline.Occurrence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The gates that a delivery lacks and no pipeline has: only these are made.
public final class Gates {
  /// Scans that report and stop nothing, and those that look at pipelines only: beside them there
  /// is room for one that looks for vulnerable dependencies and leaked secrets.
  private static final Pattern OTHER_SCANS =
      Pattern.compile("(?i).*(codeql|scorecard|zizmor|actionlint|octoscan|poutine).*");

  private static final String BOTH = "build-and-test";
  private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private Gates() {}

  /// The missing gates by the id of the job that is to hold them, in the order in which they run.
  public static Map<String, Set<GateKind>> missing(Project project) {
    Map<String, Set<GateKind>> jobs = new LinkedHashMap<>();
    for (GateKind kind : GateKind.values()) {
      if (project.unseen().isEmpty() && missing(kind, project)) {
        jobs.merge(
            id(kind, project),
            Set.of(kind),
            (a, b) -> {
              List<GateKind> both = new ArrayList<>(a);
              both.addAll(b);
              return Set.copyOf(both);
            });
      }
    }
    return jobs;
  }

  private static boolean missing(GateKind kind, Project project) {
    return project.material().lacks(criterion(kind))
        && hasCommands(kind, project)
        && project.doing(activity(kind)).noneMatch(o -> counts(kind, o))
        && Called.doing(project.graph(), activity(kind))
            .noneMatch(node -> node.events().stream().anyMatch(e -> e.change() || e.branch()))
        && declared(kind, project).filter(job -> runs(job, project)).isEmpty();
  }

  /// Whether the repository offers what the gate would run.
  private static boolean hasCommands(GateKind kind, Project project) {
    return switch (kind) {
      case BUILD ->
          !project.images().isEmpty()
              || project.units().stream().anyMatch(u -> !u.commands(true, false).isEmpty());
      case TEST -> project.units().stream().anyMatch(u -> !u.commands(false, true).isEmpty());
      case SECURITY, POLICY -> true;
    };
  }

  private static boolean runs(String job, Project project) {
    return project.workflows().stream()
        .flatMap(p -> p.jobs().stream())
        .anyMatch(j -> j.id().equals(job));
  }

  private static Optional<String> declared(GateKind kind, Project project) {
    Ci ci = project.material().delivery().ci();
    List<Ci.Gate> gates = ci == null ? List.of() : ci.gates();
    return gates.stream()
        .filter(g -> g.kind() == kind)
        .flatMap(g -> Stream.ofNullable(g.job()))
        .filter(job -> ID.matcher(job).matches())
        .findFirst();
  }

  private static boolean counts(GateKind kind, Occurrence occurrence) {
    boolean forChanges =
        occurrence.node().events().stream().anyMatch(e -> e.change() || e.branch() || e.tag());
    return forChanges
        && (kind != GateKind.SECURITY
            || !OTHER_SCANS.matcher(occurrence.activity().tool()).matches());
  }

  /// The criterion that asks for a gate.
  public static String criterion(GateKind kind) {
    return switch (kind) {
      case BUILD -> "ci.build-gate";
      case TEST -> "ci.test-gate";
      case SECURITY -> "ci.security-gate";
      case POLICY -> "ci.policy-gate";
    };
  }

  private static Activity.Kind activity(GateKind kind) {
    return switch (kind) {
      case BUILD -> Activity.Kind.BUILD;
      case TEST -> Activity.Kind.TEST;
      case SECURITY -> Activity.Kind.SCAN;
      case POLICY -> Activity.Kind.POLICY;
    };
  }

  /// The declared job or, with none, one for building and testing and one for each other gate.
  private static String id(GateKind kind, Project project) {
    Optional<String> declared = declared(kind, project);
    if (declared.isPresent()) {
      return declared.get();
    }
    return switch (kind) {
      case BUILD -> missing(GateKind.TEST, project) ? BOTH : "build";
      case TEST -> missing(GateKind.BUILD, project) ? BOTH : "test";
      case SECURITY -> "security";
      case POLICY -> "policy";
    };
  }
}
