package dev.sluice.flow.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mapping that is to be written as YAML, its keys in the order in which they were added.
///
/// Values are strings, booleans, whole and decimal numbers, other mappings, and collections of
/// these.
public final class YamlMap {
  private final Map<String, Object> entries = new LinkedHashMap<>();

  private YamlMap() {}

  /// An empty mapping.
  public static YamlMap of() {
    return new YamlMap();
  }

  /// A mapping with one key.
  public static YamlMap of(String key, @Nullable Object value) {
    return new YamlMap().and(key, value);
  }

  /// Adds a key; nothing when the value is null.
  public YamlMap and(String key, @Nullable Object value) {
    requireNonNull(key, "key");
    if (value != null) {
      entries.put(key, value);
    }
    return this;
  }

  /// The keys with their values, in order.
  public Map<String, Object> entries() {
    return Collections.unmodifiableMap(entries);
  }
}
