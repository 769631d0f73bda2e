package dev.sluice.survey.tree;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells the directories that are no part of what a repository builds and deploys: copies of
/// others' work, tests and examples. A name alone rarely decides: `overlays/test` is an
/// environment, `com/example` a package.
final class Aside {
  private static final Set<String> VENDORED =
      Set.of(
          "node_modules",
          "bower_components",
          "jspm_packages",
          "third_party",
          "third-party",
          "thirdparty",
          "site-packages",
          "__pycache__",
          "Pods",
          "Carthage",
          "elm-stuff",
          "cdk.out",
          ".terraform",
          ".terragrunt-cache",
          ".venv",
          ".tox",
          ".nox",
          ".yarn",
          ".pnpm-store",
          ".gradle",
          ".bundle",
          ".serverless",
          ".aws-sam");
  private static final Set<String> FIXTURES =
      Set.of(
          "testdata",
          "test-data",
          "test_data",
          "test-fixtures",
          "testfixtures",
          "__fixtures__",
          "__tests__",
          "__mocks__",
          "__snapshots__");
  private static final Set<String> TESTS =
      Set.of(
          "test",
          "tests",
          "e2e",
          "e2e-tests",
          "integration-tests",
          "integration_tests",
          "acceptance-tests",
          "acceptance_tests",
          "functional-tests",
          "smoke-tests");
  private static final Set<String> PACKAGE_ROOTS =
      Set.of("com", "org", "net", "io", "dev", "de", "edu");
  private static final Set<String> ENVIRONMENT_HOLDERS =
      Set.of(
          "overlays",
          "overlay",
          "environments",
          "environment",
          "envs",
          "env",
          "clusters",
          "cluster",
          "stages",
          "stage",
          "inventories",
          "inventory",
          "group_vars",
          "accounts",
          "namespaces",
          "values",
          "live");
  private static final Pattern ENVIRONMENT =
      Pattern.compile(
          "(?i)(dev|develop|development|stag|stage|staging|stg|uat|qa|preprod|pre-prod|prod|production|prd)");

  private Aside() {}

  /// Why a directory below the root is set aside, or empty.
  ///
  /// @param atTop whether it stands directly in the root
  static Optional<String> why(Path directory, boolean atTop) {
    String name = name(directory);
    if (isTest(directory, name)) {
      return Optional.of("test");
    }
    return isExample(directory, name, atTop) ? Optional.of("example") : Optional.empty();
  }

  /// Whether a directory holds copies of others' work.
  static boolean isVendored(Path directory) {
    String name = name(directory);
    return switch (name) {
      case "vendor", "vendored" ->
          has(directory, "modules.txt", "autoload.php", "bundle", "cache", "github.com")
              || has(
                  parent(directory),
                  "go.mod",
                  "composer.json",
                  "Gemfile",
                  "jsonnetfile.json",
                  "vendir.yml");
      case "venv", "env", "virtualenv" -> has(directory, "pyvenv.cfg");
      default -> VENDORED.contains(name);
    };
  }

  /// Whether a directory holds what sluice wrote and nothing uses: its copies of applied files, a
  /// bundle, or one that was never finished.
  static boolean isProduct(Path directory) {
    String name = name(directory);
    return switch (name) {
      case "applied", "offered", "staging" -> name(parent(directory)).equals(".sluice");
      default ->
          name.endsWith(".sluice-tmp") || hasAll(directory, "MANIFEST", "bundle.json", "bundle.md");
    };
  }

  /// Whether a file is an offer that lies beside the file in use.
  static boolean isOffer(Path file) {
    return name(file).endsWith(".sluice-new");
  }

  private static boolean isTest(Path directory, String name) {
    if (FIXTURES.contains(name) || (name.startsWith(".") && name.endsWith("-test"))) {
      return true;
    }
    if (name.equals("fixtures")) {
      return !has(directory, "Dockerfile", "Chart.yaml");
    }
    if (name.equals("spec")) {
      return has(directory, "spec_helper.rb", "rails_helper.rb", "fixtures");
    }
    String parent = name(parent(directory));
    boolean sources = parent.equals("src") && (name.equals("it") || name.endsWith("Test"));
    return sources || (TESTS.contains(name) && !isEnvironment(directory, parent));
  }

  /// Whether a directory named like tests is one environment among others.
  private static boolean isEnvironment(Path directory, String parent) {
    if (ENVIRONMENT_HOLDERS.contains(parent)
        || has(directory, "kustomization.yaml", "kustomization.yml")) {
      return true;
    }
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent(directory))) {
      for (Path sibling : siblings) {
        if (ENVIRONMENT.matcher(name(sibling)).matches() && Files.isDirectory(sibling)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isExample(Path directory, String name, boolean atTop) {
    String parent = name(parent(directory));
    return switch (name) {
      case "examples", "_examples" -> true;
      case "example" -> !PACKAGE_ROOTS.contains(parent) && !ENVIRONMENT_HOLDERS.contains(parent);
      case "samples" -> atTop;
      default -> false;
    };
  }

  private static boolean has(Path directory, String... names) {
    for (String name : names) {
      if (Files.exists(directory.resolve(name))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAll(Path directory, String... names) {
    return Arrays.stream(names).allMatch(name -> has(directory, name));
  }

  private static Path parent(Path directory) {
    Path parent = directory.getParent();
    return parent == null ? directory : parent;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
