package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A schema that configuration is checked against.
///
/// @param target the file or directory that it describes
public record ConfigSchema(Source source, String tool, String target) implements Fact {
  public ConfigSchema {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(target, "target");
  }
}
