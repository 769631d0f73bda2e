package dev.sluice.survey.terraform;

import dev.sluice.flow.fact.EnvironmentSeen;
import dev.sluice.flow.fact.IacWorkspace;
import dev.sluice.flow.source.Source;
import dev.sluice.survey.Sink;
import dev.sluice.survey.hcl.HclValue;
import dev.sluice.survey.tree.TreeFile;
import java.util.stream.Stream;

/// Finds what stands for an environment: a root below a directory of that name, a file of
/// variables, a workspace.
final class Workspaces {
  private Workspaces() {}

  static void read(Configuration configuration, Sink sink) {
    for (Directory directory : configuration.directories()) {
      if (configuration.isRoot(directory)) {
        EnvironmentWords.ofDirectory(directory.path())
            .flatMap(
                name -> directory.begins().map(at -> new IacWorkspace(at, directory.path(), name)))
            .ifPresent(workspace -> add(workspace, sink));
      }
      named(directory).forEach(workspace -> add(workspace, sink));
    }
    configuration.tree().files().stream()
        .map(TreeFile::path)
        .filter(Variables::isFile)
        .filter(path -> !configuration.isLibrary(path))
        .forEach(path -> variables(path, sink));
  }

  /// `workspaces { name = "…" }` of a remote backend.
  private static Stream<IacWorkspace> named(Directory directory) {
    return Stream.concat(directory.settings("backend"), directory.settings("cloud"))
        .flatMap(block -> block.body().blocks("workspaces"))
        .flatMap(block -> Stream.ofNullable(block.body().value("name")))
        .flatMap(value ->
            value instanceof HclValue.Literal name
                ? Stream.of(new IacWorkspace(name.source(), directory.path(), name.text()))
                : Stream.empty());
  }

  private static void variables(String path, Sink sink) {
    int slash = path.lastIndexOf('/');
    String directory = slash < 0 ? "." : path.substring(0, slash);
    String file = path.substring(slash + 1);
    EnvironmentWords.ofFile(Variables.stem(file))
        .ifPresent(name -> add(new IacWorkspace(Source.of(path), directory, name), sink));
  }

  private static void add(IacWorkspace workspace, Sink sink) {
    sink.add(workspace);
    if (EnvironmentWords.isEnvironment(workspace.name())) {
      sink.add(new EnvironmentSeen(workspace.source(), workspace.name(), "workspace"));
    }
  }
}
