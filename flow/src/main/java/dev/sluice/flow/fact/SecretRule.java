package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A creation rule of SOPS: which files it encrypts.
///
/// @param path the pattern of their paths, or null for all
/// @param part the pattern of the keys whose values are encrypted, or null for all
public record SecretRule(Source source, @Nullable String path, @Nullable String part)
    implements Fact {
  public SecretRule {
    requireNonNull(source, "source");
  }
}
