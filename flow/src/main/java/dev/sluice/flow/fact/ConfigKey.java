package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A configuration key with a value in one environment. The value is not kept.
///
/// @param group the object or file that it belongs to, the same name in every environment
/// @param environment the environment it belongs to, or null when it serves all or none can be told
public record ConfigKey(Source source, String group, String key, @Nullable String environment)
    implements Fact, InEnvironment {
  public ConfigKey {
    requireNonNull(source, "source");
    requireNonNull(group, "group");
    requireNonNull(key, "key");
  }
}
