package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// Something in the repository that can be built and run on its own.
///
/// @param path directory relative to the root; `.` for the root
/// @param via `Dockerfile`, `workload`, `chart`, `compose service`
/// @param image name of the image that a workload runs first, without tag and digest; null for the
///   others
public record Deployable(
    Source source, String name, String path, String via, @Nullable String image) implements Fact {
  public Deployable {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(via, "via");
  }

  /// Something that is built here, and runs no image of somebody else.
  public Deployable(Source source, String name, String path, String via) {
    this(source, name, path, via, null);
  }
}
