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
    return same(name, "production");
  }
}
