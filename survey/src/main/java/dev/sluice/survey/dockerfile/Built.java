package dev.sluice.survey.dockerfile;

import dev.sluice.survey.place.Environments;
import dev.sluice.survey.tree.TreeFile;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The thing that a Dockerfile builds, as far as the file's place and name tell.
///
/// @param path directory relative to the root; `.` for the root
record Built(String name, String path) {
  /// Directories whose images serve the work on the repository.
  private static final Set<String> TOOLS =
      Set.of(
          "hack",
          "ci",
          "tools",
          "tool",
          "scripts",
          "script",
          "dev",
          "contrib",
          "e2e",
          "test",
          "tests",
          "bench",
          "benchmark",
          "base",
          "builder",
          "devcontainer",
          "toolchain",
          "build-image",
          "ci-image",
          "lint-image",
          "test-image",
          "seed",
          "seeds",
          "seeder",
          "seed-data",
          "fuzz",
          "fuzzing",
          "playground",
          "website",
          "development",
          "testing",
          "local");

  /// Directories that hold the recipe for what lies above them.
  private static final Set<String> HOLDERS =
      Set.of(
          "docker",
          "build",
          "deploy",
          "deployment",
          "container",
          "containers",
          "image",
          "images",
          "package",
          "dockerfiles",
          "packaging",
          "docker-build");

  /// Suffixes of recipes for the work on the repository.
  private static final Set<String> NOT_DELIVERED =
      Set.of(
          "dev",
          "develop",
          "development",
          "test",
          "tests",
          "testing",
          "ci",
          "debug",
          "local",
          "base",
          "builder",
          "build",
          "devcontainer",
          "e2e",
          "lint",
          "docs",
          "tools",
          "bench",
          "template");

  /// Suffixes of recipes that build the same as the plain one, otherwise or for something else.
  private static final Set<String> VARIANTS =
      Set.of(
          "alpine",
          "debian",
          "ubuntu",
          "slim",
          "distroless",
          "scratch",
          "musl",
          "fips",
          "rootless",
          "amd64",
          "arm",
          "arm64",
          "armv7",
          "multiarch",
          "windows",
          "linux",
          "gpu",
          "cuda",
          "bun",
          "npm",
          "pnpm",
          "yarn",
          "buildx",
          "buildkit",
          "goreleaser",
          "release");

  /// Whether a recipe is a variant of a plain one: `Dockerfile.alpine`.
  static boolean isVariant(String fileName) {
    return VARIANTS.contains(suffix(fileName));
  }

  /// Whether a recipe is the plain one of its directory.
  static boolean isPlain(String fileName) {
    return suffix(fileName).isEmpty();
  }

  /// What a Dockerfile builds; empty when it serves only the work on the repository.
  ///
  /// @param repository name of what lies at the root
  /// @param directories names of all directories: a recipe `Dockerfile.api` builds `api` only where
  ///   there is one
  static Optional<Built> of(TreeFile file, String repository, Set<String> directories) {
    for (String segment : Environments.segments(file.directory())) {
      String name = segment.toLowerCase(Locale.ROOT);
      if (TOOLS.contains(name) || (name.startsWith(".") && name.length() > 1)) {
        return Optional.empty();
      }
    }
    String suffix = suffix(file.fileName());
    if (NOT_DELIVERED.contains(suffix)) {
      return Optional.empty();
    }
    String path = file.directory();
    while (HOLDERS.contains(last(path))) {
      path = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : ".";
    }
    boolean own = directories.contains(suffix);
    return Optional.of(new Built(own ? suffix : path.equals(".") ? repository : last(path), path));
  }

  /// `api` for `Dockerfile.api` and `api.Dockerfile`; empty for a plain `Dockerfile`.
  private static String suffix(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    for (String kind : new String[] {"dockerfile", "containerfile"}) {
      if (name.startsWith(kind)) {
        return name.length() == kind.length() ? "" : name.substring(kind.length() + 1);
      }
      if (name.endsWith("." + kind)) {
        return name.substring(0, name.length() - kind.length() - 1);
      }
    }
    return "";
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
