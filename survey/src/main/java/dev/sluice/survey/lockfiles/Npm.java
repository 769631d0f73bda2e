package dev.sluice.survey.lockfiles;

import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.path.Glob;
import dev.sluice.flow.source.Text;
import dev.sluice.flow.yaml.Yaml;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// npm, yarn, pnpm and bun. The lock file of a workspace covers its members.
final class Npm implements LockfileReader.Ecosystem {
  private static final List<String> LOCKS =
      List.of(
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "bun.lock",
          "bun.lockb");
  private static final List<String> DEPENDENCIES =
      List.of("dependencies", "devDependencies", "optionalDependencies");

  @Override
  public boolean isManifest(String fileName) {
    return fileName.equals("package.json");
  }

  @Override
  public Optional<PackageManifest> manifest(TreeFile file, Tree tree) {
    Yaml json = document(file);
    if (json == null) {
      if (file.text().contains("{{")) {
        return Optional.empty(); // a template of one
      }
      throw new IllegalArgumentException("not valid JSON");
    }
    Optional<String> section =
        DEPENDENCIES.stream().filter(key -> !json.entries(key).isEmpty()).findFirst();
    String lock = lock(file.directory(), tree);
    return Optional.of(
        new PackageManifest(
            section.map(key -> source(json, key, file)).orElse(file.source()),
            "npm",
            file.directory(),
            lock,
            section.isPresent() && !onlyLocal(json)));
  }

  private static dev.sluice.flow.source.Source source(Yaml json, String key, TreeFile file) {
    return json.entries().stream()
        .filter(entry -> entry.name().equals(key))
        .map(entry -> entry.key().source())
        .findFirst()
        .orElse(file.source());
  }

  /// Whether every dependency is a directory of the same repository.
  private static boolean onlyLocal(Yaml json) {
    return DEPENDENCIES.stream()
        .flatMap(key -> json.entries(key).stream())
        .allMatch(entry ->
            entry.value() instanceof Yaml.Scalar version
                && (version.text().startsWith("file:")
                    || version.text().startsWith("link:")
                    || version.text().startsWith("workspace:")));
  }

  private static @Nullable String lock(String directory, Tree tree) {
    String own = LockfileReader.first(tree, directory, LOCKS);
    String at = LockfileReader.parent(directory);
    while (own == null && at != null) {
      String above = LockfileReader.first(tree, at, LOCKS);
      if (above != null && covers(at, directory, tree)) {
        return above;
      }
      at = LockfileReader.parent(at);
    }
    return own != null ? own : rush(tree);
  }

  private static @Nullable String rush(Tree tree) {
    return tree.file("rush.json").isPresent()
        ? LockfileReader.first(tree, "common/config/rush", LOCKS)
        : null;
  }

  /// Whether a directory is a member of the workspace at another.
  private static boolean covers(String root, String member, Tree tree) {
    String relative = root.equals(".") ? member : member.substring(root.length() + 1);
    List<String> patterns =
        Stream.of("package.json", "pnpm-workspace.yaml", "lerna.json")
            .flatMap(name -> tree.file(LockfileReader.join(root, name)).stream())
            .flatMap(Npm::patterns)
            .toList();
    return patterns.stream()
            .filter(p -> !p.startsWith("!"))
            .anyMatch(p -> reaches(clean(p), relative))
        && patterns.stream()
            .filter(p -> p.startsWith("!"))
            .noneMatch(p -> reaches(clean(p.substring(1)), relative));
  }

  /// Whether a pattern reaches a directory; `apps/**` reaches `apps` itself too.
  private static boolean reaches(String pattern, String directory) {
    return Glob.matches(pattern, directory) || pattern.equals(directory + "/**");
  }

  private static Stream<String> patterns(TreeFile file) {
    Yaml root = document(file);
    return root == null
        ? Stream.empty()
        : Stream.of(
                root.texts("workspaces"),
                root.texts("workspaces", "packages"),
                root.texts("packages"))
            .flatMap(texts -> texts)
            .map(Text::value);
  }

  private static String clean(String pattern) {
    String from = pattern.startsWith("./") ? pattern.substring(2) : pattern;
    return from.endsWith("/") ? from.substring(0, from.length() - 1) : from;
  }

  private static @Nullable Yaml document(TreeFile file) {
    List<Yaml> documents = file.yaml().documents();
    return file.yaml().complete() && !documents.isEmpty() ? documents.getFirst() : null;
  }
}
