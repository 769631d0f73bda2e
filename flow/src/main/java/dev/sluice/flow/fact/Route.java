package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route of the Gateway API (HTTPRoute).
///
/// @param tool `kubernetes`, `kustomize`, `helm`
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param hosts the names that it answers to
/// @param gateways what it is attached to
/// @param backends the Services that it leads to
public record Route(
    Source source,
    String tool,
    String name,
    @Nullable String namespace,
    @Nullable String environment,
    List<String> hosts,
    List<Gateway> gateways,
    List<Backend> backends)
    implements Fact, InEnvironment {
  public Route {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(name, "name");
    hosts = List.copyOf(hosts);
    gateways = List.copyOf(gateways);
    backends = List.copyOf(backends);
  }

  /// A gateway.
  ///
  /// @param namespace null when it is the route's own
  /// @param section the listener, or null for all
  public record Gateway(String name, @Nullable String namespace, @Nullable String section) {
    public Gateway {
      requireNonNull(name, "name");
    }
  }

  /// A Service that some requests are led to.
  ///
  /// @param rule index of the rule
  public record Backend(int rule, String service, @Nullable Integer port) {
    public Backend {
      requireNonNull(service, "service");
    }
  }
}
