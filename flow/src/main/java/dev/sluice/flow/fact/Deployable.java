package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// Something in the repository that can be built and run on its own.
///
/// @param path directory relative to the root; `.` for the root
/// @param via `Dockerfile`, `workload`, `chart`, `compose service`
public record Deployable(Source source, String name, String path, String via) implements Fact {
  public Deployable {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(via, "via");
  }
}
