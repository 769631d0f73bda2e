package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A token's permissions as written.
///
/// @param all `read-all`, `write-all`, or null when scopes are listed
/// @param scopes scope to `read`, `write` or `none`
public record Permissions(Source source, @Nullable String all, Map<String, String> scopes) {
  public Permissions {
    requireNonNull(source, "source");
    scopes = Collections.unmodifiableMap(new LinkedHashMap<>(scopes));
  }
}
