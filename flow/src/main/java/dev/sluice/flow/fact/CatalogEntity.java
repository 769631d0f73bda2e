package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// An entry of a software catalog.
///
/// @param kind `Component`, `System`, …
/// @param owner as written, or null
public record CatalogEntity(Source source, String kind, String name, @Nullable String owner)
    implements Fact {
  public CatalogEntity {
    requireNonNull(source, "source");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
  }
}
