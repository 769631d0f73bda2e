package dev.sluice.survey.place;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Files that stand in a repository and are never delivered: examples, documentation, tests.
public final class Aside {
  private static final Set<String> ALWAYS =
      Set.of(
          "e2e",
          "testdata",
          "fixtures",
          "examples",
          "example",
          "samples",
          "sample",
          "docs",
          "doc",
          "documentation",
          "mocks",
          "__tests__",
          "benchmarks",
          ".devcontainer");
  private static final Set<String> TESTS = Set.of("test", "tests", "testing");

  private Aside() {}

  /// Why a file in a directory isn't delivered; empty when it may be.
  ///
  /// @param directory relative to the root, with `/`
  public static Optional<String> why(String directory) {
    List<String> segments = Environments.segments(directory);
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i).toLowerCase(Locale.ROOT);
      if (ALWAYS.contains(segment) || isTest(segment, segments.subList(0, i))) {
        return Optional.of("in `" + segment + "`, which isn't delivered");
      }
    }
    return Optional.empty();
  }

  /// `deploy/test` is an environment, `src/test` is not.
  private static boolean isTest(String segment, List<String> above) {
    return segment.endsWith("-tests")
        || segment.endsWith("_tests")
        || (TESTS.contains(segment) && above.stream().noneMatch(Environments::deploys));
  }
}
