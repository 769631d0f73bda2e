package dev.sluice.flow.pipeline;

import java.util.Optional;
import java.util.stream.Stream;

/// A `uses` that names something of the repository itself: `./path` in the checkout, `$/path` at
/// the commit of the run.
public final class LocalUse {
  private LocalUse() {}

  /// The path relative to the root; empty for what belongs to another repository.
  public static Optional<String> path(String uses) {
    return Stream.of("./", "$/")
        .filter(uses::startsWith)
        .map(p -> uses.substring(p.length()))
        .findFirst();
  }
}
