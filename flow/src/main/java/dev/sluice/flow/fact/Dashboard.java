package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A dashboard kept as code.
public record Dashboard(Source source, String tool, String title) implements Fact {
  public Dashboard {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(title, "title");
  }
}
