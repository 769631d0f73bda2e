package dev.sluice.survey.git;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Kinds of files whose changes are counted. Told by path alone: history holds thousands of them.
enum Area {
  INFRASTRUCTURE,
  PIPELINES,
  MIGRATIONS;

  private static final Set<String> DEPLOYING =
      Set.of(
          "k8s",
          "kubernetes",
          "kustomize",
          "manifests",
          "overlays",
          "helm",
          "charts",
          "argocd",
          "flux",
          "clusters",
          "terraform",
          "infra",
          "infrastructure",
          "cloudformation",
          "ansible");
  private static final Set<String> MIGRATING = Set.of("migrations", "migration", "migrate");
  private static final Set<String> PIPELINE_DIRECTORIES =
      Set.of(
          ".github/workflows/",
          ".github/actions/",
          ".circleci/",
          ".buildkite/",
          ".tekton/",
          ".woodpecker/");
  private static final Set<String> PIPELINE_FILES =
      Set.of(
          ".gitlab-ci.yml",
          "jenkinsfile",
          "azure-pipelines.yml",
          "bitbucket-pipelines.yml",
          ".drone.yml",
          ".travis.yml",
          "cloudbuild.yaml");

  /// The name in facts.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of a file, or empty for all the others.
  static Optional<Area> of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (PIPELINE_FILES.contains(name) || PIPELINE_DIRECTORIES.stream().anyMatch(path::startsWith)) {
      return Optional.of(PIPELINES);
    }
    if (isMigration(path, name)) {
      return Optional.of(MIGRATIONS);
    }
    return isInfrastructure(path, name) ? Optional.of(INFRASTRUCTURE) : Optional.empty();
  }

  private static boolean isMigration(String path, String name) {
    boolean script =
        name.endsWith(".sql")
            || name.endsWith(".py")
            || name.endsWith(".rb")
            || name.endsWith(".xml");
    return script && within(path, MIGRATING);
  }

  private static boolean isInfrastructure(String path, String name) {
    if (name.endsWith(".tf")
        || name.endsWith(".tf.json")
        || name.endsWith(".tfvars")
        || name.endsWith(".hcl")) {
      return true;
    }
    if (name.startsWith("kustomization.y")
        || name.equals("chart.yaml")
        || name.equals("pulumi.yaml")) {
      return true;
    }
    return (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))
        && within(path, DEPLOYING);
  }

  private static boolean within(String path, Set<String> directories) {
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      if (directories.contains(path.substring(start, slash).toLowerCase(Locale.ROOT))) {
        return true;
      }
      start = slash + 1;
    }
    return false;
  }
}
