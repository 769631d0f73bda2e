package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A section of a bundle's document.
///
/// @param number 1 to 10
/// @param id stable name: `goals`, `assumptions`, `artifact-flow`, …
/// @param topics how many topics hold at least one decision
public record BundleSection(Source source, int number, String id, String title, int topics)
    implements Fact {
  public BundleSection {
    requireNonNull(source, "source");
    requireNonNull(id, "id");
    requireNonNull(title, "title");
  }
}
