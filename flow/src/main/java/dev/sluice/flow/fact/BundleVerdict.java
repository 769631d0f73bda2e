package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A verdict that a bundle's document prints.
///
/// @param source where the first evidence stands, or the bundle itself
/// @param criterion id of the criterion
/// @param level the level that was reached
/// @param state `contradicted`, `unobservable`, `waived`, `not-applicable`, or null
/// @param reason one sentence
public record BundleVerdict(
    Source source,
    String section,
    String criterion,
    String level,
    @Nullable String state,
    boolean met,
    String reason)
    implements Fact {
  public BundleVerdict {
    requireNonNull(source, "source");
    requireNonNull(section, "section");
    requireNonNull(criterion, "criterion");
    requireNonNull(level, "level");
    requireNonNull(reason, "reason");
  }
}
