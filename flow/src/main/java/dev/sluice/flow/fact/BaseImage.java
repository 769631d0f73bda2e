package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// An image that a build starts from or copies from.
///
/// @param dockerfile file of the build
/// @param stage name of the stage, or null
/// @param unresolved the variable that could not be resolved, or null
public record BaseImage(
    Source source,
    String dockerfile,
    Image image,
    @Nullable String stage,
    @Nullable String unresolved)
    implements Fact {
  public BaseImage {
    requireNonNull(source, "source");
    requireNonNull(dockerfile, "dockerfile");
    requireNonNull(image, "image");
  }
}
