package dev.sluice.survey.hcl;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.util.List;

/// A block: `type "label" { … }`.
///
/// @param source where its type stands
public record HclBlock(Source source, String type, List<String> labels, HclBody body) {
  public HclBlock {
    requireNonNull(source, "source");
    requireNonNull(type, "type");
    labels = List.copyOf(labels);
    requireNonNull(body, "body");
  }

  /// A label by its 0-based place, or the empty string.
  public String label(int index) {
    return index < labels.size() ? labels.get(index) : "";
  }
}
