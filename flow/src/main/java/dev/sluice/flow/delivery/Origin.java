package dev.sluice.flow.delivery;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.Map;

/// Where a record of `delivery.yaml` stands, and where each of its keys does.
///
/// @param source where the record begins
/// @param keys place of each value by key; items of a list of scalars as `key[0]`, `key[1]`, …
public record Origin(Source source, Map<String, Source> keys) {
  /// The origin of what nobody wrote.
  public static final Origin NONE = new Origin(Source.of("delivery.yaml"), Map.of());

  public Origin {
    requireNonNull(source, "source");
    keys = Map.copyOf(keys);
  }

  /// The place of a key's value, or of the record itself when the key is not written.
  public Source of(String key) {
    return keys.getOrDefault(key, source);
  }

  /// Whether the key is written.
  public boolean has(String key) {
    return keys.containsKey(key);
  }
}
