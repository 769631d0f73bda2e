package dev.sluice.survey.kustomize;

import dev.sluice.flow.fact.Overlay;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.kubernetes.KubeObject;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One kustomization file.
record Kustomization(TreeFile file, Yaml node) {
  private static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  static boolean isName(String fileName) {
    return NAMES.contains(fileName);
  }

  /// The kustomization of a directory; empty when there is none, or only one that Flux reads.
  static Optional<Kustomization> in(Tree tree, String directory) {
    String prefix = directory.equals(".") ? "" : directory + "/";
    return NAMES.stream()
        .flatMap(name -> tree.file(prefix + name).stream())
        .flatMap(file ->
            file.yaml().documents().stream().limit(1).map(node -> new Kustomization(file, node)))
        .filter(kustomization -> !kustomization.isFlux())
        .findFirst();
  }

  private boolean isFlux() {
    String version = node.string("apiVersion");
    return version != null && !version.startsWith("kustomize.config.k8s.io");
  }

  /// Directory relative to the root.
  String directory() {
    return file.directory();
  }

  /// Whether it only changes what others list.
  boolean component() {
    return "Component".equals(node.string("kind"));
  }

  /// Files, directories and addresses that it takes objects from.
  List<Text> resources() {
    return Stream.of("resources", "bases").flatMap(node::texts).toList();
  }

  /// Directories of the components that it applies.
  List<Text> components() {
    return node.texts("components").toList();
  }

  /// What it is, as a fact. Literals of a generator may be a secret's values: its text stays here.
  ///
  /// @param objects what it deploys
  Overlay overlay(@Nullable String environment, List<KubeObject> objects) {
    String text = file.text();
    return new Overlay(
        file.source(),
        directory(),
        environment,
        node.string("namespace"),
        components().stream().map(Text::value).toList(),
        objects.stream()
            .map(o -> new Overlay.Member(o.kind(), o.name(), o.firstName()))
            .distinct()
            .toList(),
        text.contains("secretGenerator") ? null : text);
  }

  /// Whether an entry means something outside the repository.
  static boolean isRemote(String entry) {
    return entry.contains("://")
        || entry.startsWith("git@")
        || entry.startsWith("git::")
        || entry.contains("?ref=")
        || entry.startsWith("github.com/")
        || entry.startsWith("github.com:");
  }
}
