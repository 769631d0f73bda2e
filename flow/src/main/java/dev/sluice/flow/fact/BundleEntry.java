package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One decision in a bundle's document: a row of a topic.
///
/// @param source where it was declared, or the bundle itself
/// @param section id of its section
/// @param topic id of its topic: `gates`, `secrets`, `triggers`, …
/// @param subject what it is about: the gate, the secret, the trigger
/// @param values what is said of it by the name of the column; what is not said is left out
public record BundleEntry(
    Source source, String section, String topic, String subject, Map<String, String> values)
    implements Fact {
  public BundleEntry {
    requireNonNull(source, "source");
    requireNonNull(section, "section");
    requireNonNull(topic, "topic");
    requireNonNull(subject, "subject");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// Whether something is said under a column.
  public boolean says(String column) {
    return !values.getOrDefault(column, "").isBlank();
  }
}
