package dev.sluice.bundle.artifact.settings;

import dev.sluice.bundle.artifact.githubactions.Planned;
import dev.sluice.bundle.artifact.project.Project;
import dev.sluice.flow.fact.Activity.Kind;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.flow.yaml.YamlFile;
import dev.sluice.flow.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The checks that merging is to wait for: every gate that runs for each change, under the name
/// that the code host lists.
///
/// A job that a path filter may leave out is none of them: a required check that never reports
/// blocks every merge. Neither is a job of a matrix that is worked out or has exceptions.
final class RequiredChecks {
  private static final Set<String> EXCEPTIONS = Set.of("include", "exclude");
  private static final int MOST = 20;

  private RequiredChecks() {}

  static List<String> of(Project project) {
    Stream<String> here =
        project
            .doing(Kind.BUILD, Kind.TEST, Kind.SCAN, Kind.POLICY, Kind.VALIDATE_CONFIG)
            .filter(gate -> project.graph().swallowed(gate).isEmpty())
            .map(Occurrence::node)
            .filter(node -> project.graph().runsOnEveryChange(node))
            .filter(node -> node.events().stream().anyMatch(e -> e.name().equals("pull_request")))
            .flatMap(node -> names(node).stream())
            .filter(name -> !name.contains("${{"));
    return Stream.concat(here, Planned.checks(project).stream()).distinct().sorted().toList();
  }

  private static List<String> names(Node node) {
    List<String> names = List.of("");
    for (Node each : node.chain()) {
      List<String> own = names(each.job());
      names =
          names.stream()
              .flatMap(outer -> own.stream().map(o -> outer.isEmpty() ? o : outer + " / " + o))
              .toList();
    }
    return names;
  }

  private static List<String> names(Job job) {
    String name = job.name() == null ? job.id() : job.name();
    Text matrix = job.matrix();
    if (matrix == null) {
      return List.of(name);
    }
    return values(matrix).stream().map(values -> name + " (" + values + ")").toList();
  }

  /// Each combination of a matrix, as the code host writes it; empty where that cannot be told.
  private static List<String> values(Text matrix) {
    YamlFile read = YamlReader.read("matrix", matrix.value().getBytes(StandardCharsets.UTF_8));
    if (!read.complete() || read.documents().size() != 1) {
      return List.of();
    }
    List<String> all = List.of("");
    for (Yaml.Entry axis : read.documents().getFirst().entries()) {
      List<String> values = axis.value().texts().map(Text::value).toList();
      if (EXCEPTIONS.contains(axis.name()) || !values.stream().allMatch(RequiredChecks::plain)) {
        return List.of();
      }
      all =
          all.stream()
              .flatMap(before -> values.stream().map(v -> before.isEmpty() ? v : before + ", " + v))
              .toList();
    }
    return all.size() > MOST || all.contains("") ? List.of() : all;
  }

  /// A number that ends in zero is written without it.
  private static boolean plain(String value) {
    return !value.contains("${{") && !value.matches("[0-9]+\\.[0-9]*0");
  }
}
