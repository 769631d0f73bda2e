package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A place that needs a secret by name.
///
/// @param by `pipeline`, `workload`, `compose`
/// @param environment the environment it belongs to, or null when it serves all or none can be told
public record SecretUse(Source source, String name, String by, @Nullable String environment)
    implements Fact, InEnvironment {
  public SecretUse {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(by, "by");
  }
}
