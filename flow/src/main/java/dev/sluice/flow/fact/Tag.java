package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.time.Instant;

/// A git tag that names a version.
///
/// @param at when the tag, or for a light one its commit, was made
/// @param signed whether the tag object carries a signature
public record Tag(Source source, String name, Instant at, boolean signed) implements Fact {
  public Tag {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(at, "at");
  }
}
