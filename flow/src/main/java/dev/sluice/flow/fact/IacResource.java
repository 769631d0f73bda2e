package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A managed resource.
public record IacResource(Source source, String directory, String kind, String name)
    implements Fact {
  public IacResource {
    requireNonNull(source, "source");
    requireNonNull(directory, "directory");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
  }
}
