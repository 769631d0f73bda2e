package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// An environment that something other than delivery.yaml names.
///
/// @param via `overlay`, `namespace`, `deploy job`, `workspace`, `compose file`, `values file`,
///   `application`
public record EnvironmentSeen(Source source, String name, String via) implements Fact {
  public EnvironmentSeen {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(via, "via");
  }
}
