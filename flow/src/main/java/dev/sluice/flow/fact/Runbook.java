package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;

/// A document that tells what to do.
///
/// @param headings every heading, in order
public record Runbook(Source source, String title, List<String> headings) implements Fact {
  public Runbook {
    requireNonNull(source, "source");
    requireNonNull(title, "title");
    headings = List.copyOf(headings);
  }
}
