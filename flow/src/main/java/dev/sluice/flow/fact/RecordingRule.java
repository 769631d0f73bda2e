package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A metric that is computed from others.
public record RecordingRule(Source source, String group, String name, String expression)
    implements Fact {
  public RecordingRule {
    requireNonNull(source, "source");
    requireNonNull(group, "group");
    requireNonNull(name, "name");
    requireNonNull(expression, "expression");
  }
}
