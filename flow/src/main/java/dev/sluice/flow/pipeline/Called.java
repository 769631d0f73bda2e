package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Activity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Workflows of other repositories that are called here. What they do is not seen; what they are
/// for is told by their names.
public final class Called {
  private static final Map<Activity.Kind, List<String>> WORDS =
      Map.of(
          Activity.Kind.BUILD, List.of("build", "docker", "image", "compile", "ci"),
          Activity.Kind.TEST, List.of("test", "ci"),
          Activity.Kind.SCAN, List.of("security", "scan", "codeql", "trivy", "snyk", "sast"),
          Activity.Kind.POLICY, List.of("policy", "policies", "conftest", "zizmor"),
          Activity.Kind.PUBLISH, List.of("publish", "release", "docker", "image", "push"));

  private Called() {}

  /// The jobs that call a workflow of another repository which, by its name, does something.
  public static Stream<Node> doing(PipelineGraph graph, Activity.Kind kind) {
    return graph.nodes().stream()
        .filter(node -> node.job().steps().isEmpty())
        .filter(node -> named(node).filter(name -> means(name, kind)).isPresent());
  }

  /// The file name of what a job calls elsewhere.
  private static Optional<String> named(Node node) {
    return Optional.ofNullable(node.job().uses())
        .map(uses -> uses.value())
        .filter(uses -> LocalUse.path(uses).isEmpty())
        .map(uses -> uses.contains("@") ? uses.substring(0, uses.indexOf('@')) : uses)
        .map(path -> path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
  }

  private static boolean means(String name, Activity.Kind kind) {
    List<String> words = List.of(name.replaceFirst("\\.ya?ml$", "").split("[^a-z]+", -1));
    return WORDS.getOrDefault(kind, List.of()).stream().anyMatch(words::contains);
  }
}
