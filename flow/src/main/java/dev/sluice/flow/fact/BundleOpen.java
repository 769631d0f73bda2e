package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// Something that a bundle's document leaves open.
///
/// @param source where it is to be mended, or the bundle itself
/// @param criterion id of the criterion that it keeps from being met
/// @param what what is open, in one sentence
/// @param next what is done about it
/// @param owner who does it, or null when nobody is named
/// @param by the day by which, `2026-06-30`, or null when none is set
public record BundleOpen(
    Source source,
    String section,
    String criterion,
    String what,
    String next,
    @Nullable String owner,
    @Nullable String by)
    implements Fact {
  public BundleOpen {
    requireNonNull(source, "source");
    requireNonNull(section, "section");
    requireNonNull(criterion, "criterion");
    requireNonNull(what, "what");
    requireNonNull(next, "next");
  }
}
