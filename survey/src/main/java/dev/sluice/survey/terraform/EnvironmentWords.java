package dev.sluice.survey.terraform;

import dev.sluice.flow.delivery.EnvironmentNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells from a path which environment it stands for. Only words that mean nothing else count:
/// below a directory named `environments` people keep accounts, tenants and applications too.
final class EnvironmentWords {
  private static final List<String> COMMON =
      List.of("production", "staging", "development", "testing", "preview", "integration");
  private static final Set<String> OTHERS =
      Set.of(
          "uat",
          "preprod",
          "pre-prod",
          "preproduction",
          "pre-production",
          "nonprod",
          "sandbox",
          "demo");

  /// Words that name an environment inside a longer name too.
  private static final Set<String> PLAIN =
      Set.of(
          "production",
          "prod",
          "prd",
          "staging",
          "stage",
          "stg",
          "development",
          "dev",
          "uat",
          "preprod");

  private EnvironmentWords() {}

  /// Whether a word names an environment by itself.
  static boolean isEnvironment(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return OTHERS.contains(lower) || COMMON.stream().anyMatch(c -> EnvironmentNames.same(c, lower));
  }

  /// The last directory of a path that names an environment. `live` is where Terragrunt keeps them
  /// all.
  static Optional<String> ofDirectory(String directory) {
    return Stream.of(directory.split("/"))
        .filter(word -> isEnvironment(word) && !word.equals("live"))
        .reduce((a, b) -> b);
  }

  /// The environment in a file's name: `prod`, `env-prod`, `prod_config`.
  static Optional<String> ofFile(String stem) {
    return isEnvironment(stem)
        ? Optional.of(stem)
        : Stream.of(stem.split("[._-]")).filter(PLAIN::contains).reduce((a, b) -> b);
  }
}
