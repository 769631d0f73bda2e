package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A way into a cluster from outside it.
///
/// @param kind `Ingress`, `Service`, `HTTPRoute`
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param internet whether it is said to face the internet; null when nothing says so or otherwise
public record Exposed(
    Source source,
    String kind,
    String name,
    @Nullable String environment,
    @Nullable Boolean internet)
    implements Fact, InEnvironment {
  public Exposed {
    requireNonNull(source, "source");
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
  }
}
