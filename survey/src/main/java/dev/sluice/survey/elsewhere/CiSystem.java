package dev.sluice.survey.elsewhere;

import dev.sluice.survey.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A system that runs pipelines, known by where it looks for them and by words that each of them
/// holds.
///
/// @param name what people call it
/// @param place the paths at which it looks for pipelines
/// @param holds one of these stands in every pipeline of it; empty where the place alone tells
/// @param form what it has to look like too, or null
record CiSystem(String name, Predicate<String> place, List<String> holds, @Nullable Pattern form) {
  /// `- task: DotNetCoreCLI@2`: a step of Azure Pipelines, in a file of any name.
  private static final Pattern AZURE_TASK = Pattern.compile("\\btask: ['\"]?[A-Z]\\w{2,60}@\\d");

  /// `- name: gcr.io/cloud-builders/git`: a step of Cloud Build, likewise.
  private static final Pattern CLOUD_BUILDER =
      Pattern.compile("\\bname: ['\"]?[\\w.-]{2,60}/(?:cloud-builders|google\\.com)[\\w./-]{0,60}");

  private static final List<CiSystem> ALL =
      List.of(
          at("GitLab", "\\.gitlab-ci\\.ya?ml"),
          at("Woodpecker", "\\.woodpecker\\.ya?ml|\\.woodpecker/.+\\.ya?ml"),
          at("Drone", "\\.drone\\.(ya?ml|jsonnet|star)"),
          at("CircleCI", "\\.circleci/config\\.ya?ml"),
          at("Travis", "\\.travis\\.ya?ml"),
          at("Buildkite", "\\.buildkite/[^/]+\\.ya?ml"),
          at("Bitbucket", "bitbucket-pipelines\\.ya?ml"),
          at("AppVeyor", "\\.?appveyor\\.ya?ml"),
          at("Cirrus", "\\.cirrus\\.(ya?ml|star)"),
          at("Semaphore", "\\.semaphore/[^/]+\\.ya?ml"),
          at("SourceHut", "\\.build\\.ya?ml|\\.builds/[^/]+\\.ya?ml"),
          at("Forgejo", "\\.forgejo/workflows/[^/]+\\.ya?ml"),
          at("Gitea", "\\.gitea/workflows/[^/]+\\.ya?ml"),
          at("TeamCity", "\\.teamcity/(.+/)?settings\\.kts"),
          at("Zuul", "\\.?zuul\\.ya?ml"),
          at("Tekton", "\\.tekton/.+\\.ya?ml", "tekton.dev/"),
          at("Codefresh", "(.+/)?codefresh\\.ya?ml", "steps:"),
          at(
              "Azure",
              "(.+/)?\\.?azure-?pipelines?[^/]*\\.ya?ml|\\.(azure-?pipelines|azuredevops|vsts)/.+\\.ya?ml",
              "steps:",
              "jobs:",
              "stages:",
              "extends:"),
          at(
              "Jenkins",
              "(.+/)?(Jenkinsfile[^/]*|[^/]+\\.[jJ]enkinsfile)",
              "pipeline",
              "node",
              "@Library",
              "stage"),
          at("Cloud Build", "(.+/)?cloudbuild[^/]*\\.(ya?ml|json)", "steps"),
          new CiSystem("Azure", CiSystem::isAnyYaml, List.of("task: "), AZURE_TASK),
          new CiSystem(
              "Cloud Build", CiSystem::isAnyYaml, List.of("/cloud-builders"), CLOUD_BUILDER),
          at("CodeBuild", "(.+/)?buildspec[^/]*\\.ya?ml", "phases:"),
          at("Concourse", "(.+/)?(ci|concourse)/(.+/)?[^/]*pipeline[^/]*\\.ya?ml", "resources:"));

  private static final Pattern NAMED =
      Pattern.compile("(?i)(.+/)?[^/]*(ci|build|pipeline|release|deploy|publish)[^/]*\\.ya?ml");

  private static CiSystem at(String name, String place, String... holds) {
    return new CiSystem(name, Pattern.compile(place).asMatchPredicate(), List.of(holds), null);
  }

  /// A name as people give to pipelines, outside of what GitHub reads.
  private static boolean isAnyYaml(String path) {
    return NAMED.matcher(path).matches() && !path.startsWith(".github/workflows/");
  }

  /// The systems that a path may belong to. The content tells.
  static List<CiSystem> of(String path) {
    return ALL.stream().filter(system -> system.place.test(path)).toList();
  }

  /// Whether the content is a pipeline of it.
  boolean reads(TreeFile file) {
    if (holds.isEmpty()) {
      return true;
    }
    String text = new String(file.passingBytes(), StandardCharsets.UTF_8);
    return holds.stream().anyMatch(text::contains) && (form == null || form.matcher(text).find());
  }
}
