package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A file by which a platform other than Kubernetes runs what is built here.
///
/// @param name what people call it: `Fly.io`, `Cloud Foundry`, `Compose`
public record Platform(Source source, String name) implements Fact {
  public Platform {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
  }
}
