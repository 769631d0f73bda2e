package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A workspace or variable file that stands for an environment.
public record IacWorkspace(Source source, String directory, String name) implements Fact {
  public IacWorkspace {
    requireNonNull(source, "source");
    requireNonNull(directory, "directory");
    requireNonNull(name, "name");
  }
}
