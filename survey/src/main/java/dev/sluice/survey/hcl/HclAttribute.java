package dev.sluice.survey.hcl;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// `name = value`, in a body or in an object.
///
/// @param source where its name stands
/// @param name as written, without quotes; the text of the expression when the key is one
public record HclAttribute(Source source, String name, HclValue value) {
  public HclAttribute {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(value, "value");
  }
}
