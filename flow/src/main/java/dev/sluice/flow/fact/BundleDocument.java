package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.time.Instant;
import java.util.List;

/// A bundle: the document that says how a delivery works, with its working files.
///
/// @param name the delivery that it speaks of
/// @param at the instant of its assessment
/// @param draft whether it was written before every gate was open
/// @param files paths of its working files, as they belong into the repository
public record BundleDocument(
    Source source, String name, Instant at, boolean draft, List<String> files) implements Fact {
  public BundleDocument {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(at, "at");
    files = List.copyOf(files);
  }
}
