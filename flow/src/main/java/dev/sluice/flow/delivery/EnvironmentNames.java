package dev.sluice.flow.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What people call the same environment.
public final class EnvironmentNames {
  private static final List<Set<String>> SAME =
      List.of(
          Set.of("production", "prod", "prd", "live"),
          Set.of("staging", "stage", "stg"),
          Set.of("development", "dev", "develop"),
          Set.of("testing", "test", "tst", "qa"),
          Set.of("preview", "review"),
          Set.of("integration", "int"));

  /// Words that say production in a longer name: `prod-eu`, `shop-production`.
  private static final Set<String> PRODUCTION = Set.of("production", "prod", "prd");

  /// Words that take it back: `non-prod`, `prod-test`.
  private static final Set<String> OTHERWISE =
      Set.of(
          "non",
          "no",
          "not",
          "pre",
          "post",
          "like",
          "test",
          "testing",
          "dev",
          "development",
          "staging",
          "stage",
          "stg",
          "qa",
          "uat",
          "sandbox",
          "preview",
          "review",
          "demo",
          "local",
          "ci",
          "shadow",
          "mirror",
          "copy",
          "clone",
          "replica",
          "preprod",
          "nonprod",
          "integration",
          "mock",
          "plan");

  private EnvironmentNames() {}

  /// Whether two names mean the same environment: equal without regard to case, or common short
  /// forms.
  public static boolean same(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    return a.equals(b) || SAME.stream().anyMatch(names -> names.contains(a) && names.contains(b));
  }

  /// Whether a name by itself says that real users depend on the environment.
  public static boolean isProduction(String name) {
    List<String> words = List.of(name.toLowerCase(Locale.ROOT).split("[^a-z]+", -1));
    return same(name, "production")
        || (words.stream().anyMatch(PRODUCTION::contains)
            && words.stream().noneMatch(OTHERWISE::contains));
  }
}
