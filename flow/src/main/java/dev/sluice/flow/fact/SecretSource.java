package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// An object that brings a secret from a store.
///
/// @param tool `external-secrets`, `sealed-secrets`, `sops`, `ansible-vault`, `dotenvx`, `vault`,
///   `csi`
/// @param refresh as written
/// @param environment the environment it belongs to, or null when it serves all or none can be told
public record SecretSource(
    Source source,
    String tool,
    String name,
    @Nullable String store,
    @Nullable String refresh,
    @Nullable String environment)
    implements Fact, InEnvironment {
  public SecretSource {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(name, "name");
  }
}
