package dev.sluice.survey.updatebot;

import java.util.Locale;

/// The names under which bots speak of the same ecosystem, brought to one: Dependabot's where it
/// has one.
final class Ecosystems {
  private Ecosystems() {}

  static String common(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "dockerfile" -> "docker";
      case "yarn", "pnpm", "bun" -> "npm";
      case "uv",
          "poetry",
          "pipenv",
          "pep621",
          "pip_requirements",
          "pip_setup",
          "pip-compile",
          "setup-cfg" ->
          "pip";
      case "gradle-wrapper" -> "gradle";
      case "maven-wrapper" -> "maven";
      case "helmv3", "helm-values", "helm-requirements", "helmfile" -> "helm";
      case "git-submodules" -> "gitsubmodule";
      case "terraform-version", "opentofu", "tflint-plugin" -> "terraform";
      case "ruby-version" -> "bundler";
      case "terragrunt-version" -> "terragrunt";
      default -> lower;
    };
  }
}
