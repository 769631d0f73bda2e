package dev.sluice.survey.place;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Files that a walk enters and nobody delivers: documentation, mocks, the repository's own tools.
public final class Aside {
  private static final Set<String> NAMES =
      Set.of("docs", "doc", "documentation", "mocks", "benchmarks", "hack", ".devcontainer");

  private Aside() {}

  /// Why a file in a directory isn't delivered; empty when it may be.
  ///
  /// @param directory relative to the root, with `/`
  public static Optional<String> why(String directory) {
    return Environments.segments(directory).stream()
        .filter(segment -> NAMES.contains(segment.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(segment -> "in `" + segment + "`, which isn't delivered");
  }
}
