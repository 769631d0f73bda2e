package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import org.jspecify.annotations.Nullable;

/// A recipe for an image (Dockerfile or Containerfile).
///
/// @param user the last `USER` of the last stage, or null
public record ContainerBuild(Source source, @Nullable Text user, boolean healthcheck)
    implements Fact {
  public ContainerBuild {
    requireNonNull(source, "source");
  }
}
