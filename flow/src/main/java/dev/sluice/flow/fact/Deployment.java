package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// An image that some file puts into an environment: one fact per container.
///
/// @param tool `kubernetes`, `kustomize`, `helm`, `compose`, `terraform`, …
/// @param workload kind/name of the workload
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param unresolved why the image is not known for sure (a variable without value, a placeholder),
///   or null
public record Deployment(
    Source source,
    String tool,
    String workload,
    String container,
    Image image,
    @Nullable String environment,
    @Nullable String unresolved)
    implements Fact, InEnvironment {
  public Deployment {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(workload, "workload");
    requireNonNull(container, "container");
    requireNonNull(image, "image");
  }
}
