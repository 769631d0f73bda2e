package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Service of Kubernetes: the name under which pods are reached.
///
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param selector labels of the pods; empty when it chooses none
/// @param ports what it listens on, in order
public record ClusterService(
    Source source,
    String tool,
    String name,
    @Nullable String namespace,
    @Nullable String environment,
    Map<String, String> selector,
    List<Port> ports)
    implements Fact, InEnvironment {
  public ClusterService {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(name, "name");
    selector = Collections.unmodifiableMap(new LinkedHashMap<>(selector));
    ports = List.copyOf(ports);
  }

  /// One of its ports.
  ///
  /// @param name null when it has none
  /// @param target number or name of the pods' port; null when it is the same number
  public record Port(@Nullable String name, int port, @Nullable String target) {}

  /// Whether it leads to pods with these labels.
  public boolean leadsTo(Map<String, String> labels) {
    return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
  }
}
