package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A call of a module.
///
/// @param origin its `source`
/// @param version the pinned version or git ref, or null
public record IacModule(
    Source source,
    String directory,
    String name,
    String origin,
    @Nullable String version,
    boolean local)
    implements Fact {
  public IacModule {
    requireNonNull(source, "source");
    requireNonNull(directory, "directory");
    requireNonNull(name, "name");
    requireNonNull(origin, "origin");
  }
}
