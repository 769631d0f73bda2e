package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A directory that infrastructure is applied from.
///
/// @param tool `terraform`
public record IacRoot(Source source, String tool, String directory) implements Fact {
  public IacRoot {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(directory, "directory");
  }
}
