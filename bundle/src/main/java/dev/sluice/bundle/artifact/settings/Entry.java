package dev.sluice.bundle.artifact.settings;

import static java.util.Objects.requireNonNull;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.githubactions.Planned;
import dev.sluice.bundle.artifact.project.Hops;
import dev.sluice.bundle.artifact.project.Owners;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Node;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The protection that an environment of the code host is to have.
///
/// @param reviewers one of them has to approve
/// @param minutes how long a release waits
/// @param refs patterns of branches that may enter
/// @param tags patterns of tags that may enter
record Entry(
    String name, List<Reviewer> reviewers, long minutes, List<String> refs, List<String> tags) {
  /// The most that the code host takes.
  private static final int MOST_REVIEWERS = 6;

  private static final long LONGEST_WAIT = Duration.ofDays(30).toMinutes();

  Entry {
    requireNonNull(name, "name");
    reviewers = List.copyOf(reviewers);
    refs = List.copyOf(refs);
    tags = List.copyOf(tags);
  }

  /// @param team whether it is a team of the organisation
  record Reviewer(boolean team, String name) {}

  /// The environments that jobs enter, that ask for an approval, and whose protection no file has.
  /// One reviewer is all that the host asks for: an environment that needs more is left out.
  static List<Entry> of(Project project) {
    Material material = project.material();
    if (!material.lacks("cd.approvals") && !material.lacks("cd.automation-boundary")) {
      return List.of();
    }
    return material.delivery().environments().stream()
        .filter(e -> asks(e) && entered(e, project))
        .filter(e ->
            material.facts().of(Approval.class).stream()
                .noneMatch(a -> e.isCalled(a.environment())))
        .map(e -> of(e, project))
        .filter(e -> !e.reviewers().isEmpty())
        .toList();
  }

  private static boolean asks(Environment environment) {
    Environment.Approvals approvals = environment.approvals();
    return approvals != null
        && !Boolean.TRUE.equals(approvals.selfApproval())
        && Stream.ofNullable(approvals.quorum()).allMatch(q -> q == 1);
  }

  private static Entry of(Environment environment, Project project) {
    Environment.Approvals approvals = environment.approvals();
    Duration soak = environment.soak();
    boolean tagged =
        entering(environment, project).anyMatch(n -> n.events().stream().anyMatch(Event::tag));
    return new Entry(
        spelled(environment, project),
        approvals == null
            ? List.of()
            : approvals.from().stream()
                .flatMap(from -> Owners.handles(project, from).stream())
                .filter(handle -> handle.matches("@[A-Za-z0-9][A-Za-z0-9_./-]*"))
                .distinct()
                .map(Entry::reviewer)
                .limit(MOST_REVIEWERS)
                .toList(),
        soak == null ? 0 : Math.min(soak.toMinutes(), LONGEST_WAIT),
        List.of(project.branch()),
        tagged ? List.of("*") : List.of());
  }

  /// `@name` is a person, `@organisation/name` a team.
  private static Reviewer reviewer(String handle) {
    String bare = handle.substring(1);
    return new Reviewer(bare.contains("/"), bare.substring(bare.indexOf('/') + 1));
  }

  /// The name as the jobs write it.
  private static String spelled(Environment environment, Project project) {
    return entering(environment, project)
        .flatMap(n -> Stream.ofNullable(n.environment()))
        .findFirst()
        .orElse(environment.name());
  }

  private static Stream<Node> entering(Environment environment, Project project) {
    return project.graph().nodes().stream()
        .filter(n -> {
          String name = n.environment();
          return name != null && environment.isCalled(name) && !n.onlyRollsBack();
        });
  }

  private static boolean entered(Environment environment, Project project) {
    return entering(environment, project).findAny().isPresent()
        || Planned.hops(project).stream()
            .map(Hops.Hop::environment)
            .anyMatch(e -> e.name().equals(environment.name()));
  }
}
