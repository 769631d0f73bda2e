package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A link to a runbook.
///
/// @param target as written
/// @param found whether it leads somewhere in this repository; null when it leads outside
public record RunbookLink(Source source, String target, @Nullable Boolean found) implements Fact {
  public RunbookLink {
    requireNonNull(source, "source");
    requireNonNull(target, "target");
  }
}
