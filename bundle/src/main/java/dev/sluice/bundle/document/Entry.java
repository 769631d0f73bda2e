package dev.sluice.bundle.document;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;

/// One decision: a row of a topic.
///
/// @param at where it is declared
/// @param values one for each column; empty where nothing is said
public record Entry(Source at, List<String> values) {
  public Entry {
    requireNonNull(at, "at");
    values = List.copyOf(values);
  }
}
