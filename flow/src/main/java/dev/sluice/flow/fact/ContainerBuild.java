package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recipe for an image (Dockerfile or Containerfile).
///
/// @param user the last `USER` of the last stage, or null
/// @param ports the TCP ports that the last stage says it listens on, in order
public record ContainerBuild(
    Source source, @Nullable Text user, boolean healthcheck, List<Integer> ports) implements Fact {
  public ContainerBuild {
    requireNonNull(source, "source");
    ports = List.copyOf(ports);
  }

  /// One that says nothing of ports.
  public ContainerBuild(Source source, @Nullable Text user, boolean healthcheck) {
    this(source, user, healthcheck, List.of());
  }
}
