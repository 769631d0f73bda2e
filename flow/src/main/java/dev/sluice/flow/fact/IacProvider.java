package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A provider that a directory requires.
///
/// @param locked whether a lock file beside it holds it
public record IacProvider(
    Source source, String directory, String name, @Nullable String constraint, boolean locked)
    implements Fact {
  public IacProvider {
    requireNonNull(source, "source");
    requireNonNull(directory, "directory");
    requireNonNull(name, "name");
  }
}
