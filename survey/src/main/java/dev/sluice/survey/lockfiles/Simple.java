package dev.sluice.survey.lockfiles;

import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.survey.tree.Tree;
import dev.sluice.survey.tree.TreeFile;
import java.util.List;
import java.util.Optional;

/// Package managers whose lock file, if they have one, stands beside the manifest.
final class Simple implements LockfileReader.Ecosystem {
  @Override
  public boolean isManifest(String fileName) {
    return Kind.of(fileName).isPresent();
  }

  @Override
  public Optional<PackageManifest> manifest(TreeFile file, Tree tree) {
    return Kind.of(file.fileName())
        .map(kind ->
            new PackageManifest(
                file.source(),
                kind.ecosystem,
                file.directory(),
                LockfileReader.first(tree, file.directory(), kind.locks),
                kind.needsLock(file)));
  }

  private enum Kind {
    MAVEN("maven", List.of()),
    GRADLE("gradle", List.of("gradle.lockfile")),
    BUNDLER("bundler", List.of("Gemfile.lock", "gems.locked")),
    COMPOSER("composer", List.of("composer.lock")),
    NUGET("nuget", List.of("packages.lock.json")),
    MIX("mix", List.of("mix.lock")),
    PUB("pub", List.of("pubspec.lock")),
    HELM("helm", List.of("Chart.lock", "requirements.lock"));

    private final String ecosystem;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> locks;

    Kind(String ecosystem, List<String> locks) {
      this.ecosystem = ecosystem;
      this.locks = locks;
    }

    static Optional<Kind> of(String fileName) {
      return Optional.ofNullable(
          switch (fileName) {
            case "pom.xml" -> MAVEN;
            case "build.gradle", "build.gradle.kts" -> GRADLE;
            case "Gemfile", "gems.rb" -> BUNDLER;
            case "composer.json" -> COMPOSER;
            case "mix.exs" -> MIX;
            case "pubspec.yaml" -> PUB;
            case "Chart.yaml" -> HELM;
            default ->
                fileName.endsWith(".csproj")
                        || fileName.endsWith(".fsproj")
                        || fileName.endsWith(".vbproj")
                    ? NUGET
                    : null;
          });
    }

    /// Maven, Gradle and NuGet name exact versions in the manifest itself.
    boolean needsLock(TreeFile file) {
      return switch (this) {
        case MAVEN, GRADLE, NUGET -> false;
        case BUNDLER -> file.text().lines().map(String::strip).anyMatch(l -> l.startsWith("gem "));
        case COMPOSER -> composer(file);
        case MIX -> file.text().contains("{:");
        case PUB -> !json(file, "dependencies").isEmpty();
        case HELM -> helm(file);
      };
    }

    private static boolean composer(TreeFile file) {
      boolean library =
          file.yaml().documents().stream().anyMatch(d -> "library".equals(d.string("type")));
      return !library && json(file, "require").stream().anyMatch(name -> name.contains("/"));
    }

    private static List<String> json(TreeFile file, String key) {
      return file.yaml().documents().stream()
          .flatMap(document -> document.entries(key).stream())
          .map(entry -> entry.name())
          .toList();
    }

    /// A chart in a directory of the repository needs no lock.
    private static boolean helm(TreeFile file) {
      return file.yaml().documents().stream()
          .flatMap(document -> document.items("dependencies").stream())
          .map(dependency -> dependency.string("repository"))
          .anyMatch(repository -> repository != null && !repository.startsWith("file:"));
    }
  }
}
