package dev.sluice.bundle.artifact.settings;

import dev.sluice.bundle.artifact.githubactions.Planned;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.fact.Activity.Kind;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.Occurrence;
import java.util.List;
import java.util.stream.Stream;

/// The checks that merging is to wait for: every gate that runs for each change, under the name
/// that the code host lists.
///
/// A job that a path filter may leave out is none of them: a required check that never reports
/// blocks every merge. Neither is a job of a matrix, whose names no file shows.
final class RequiredChecks {
  private RequiredChecks() {}

  static List<String> of(Project project) {
    Stream<String> here =
        project
            .doing(Kind.BUILD, Kind.TEST, Kind.SCAN, Kind.POLICY, Kind.VALIDATE_CONFIG)
            .filter(gate -> project.graph().swallowed(gate).isEmpty())
            .map(Occurrence::node)
            .filter(node -> project.graph().runsOnEveryChange(node))
            .filter(node -> node.events().stream().anyMatch(e -> e.name().equals("pull_request")))
            .filter(node -> node.chain().stream().allMatch(n -> n.job().matrix() == null))
            .map(RequiredChecks::name)
            .filter(name -> !name.contains("${{"));
    return Stream.concat(here, Planned.checks(project).stream()).distinct().sorted().toList();
  }

  private static String name(Node node) {
    return String.join(
        " / ",
        node.chain().stream()
            .map(Node::job)
            .map(job -> job.name() == null ? job.id() : job.name())
            .toList());
  }
}
