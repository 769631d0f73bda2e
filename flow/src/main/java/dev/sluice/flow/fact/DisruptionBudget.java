package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A budget that keeps pods up while nodes are drained (PodDisruptionBudget).
///
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param selector labels of the pods; empty when it chooses them otherwise
public record DisruptionBudget(
    Source source,
    String name,
    @Nullable String namespace,
    @Nullable String environment,
    Map<String, String> selector)
    implements Fact, InEnvironment {
  public DisruptionBudget {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    selector = Collections.unmodifiableMap(new LinkedHashMap<>(selector));
  }
}
