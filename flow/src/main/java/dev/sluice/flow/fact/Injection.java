package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// An expression of the pipeline language that is pasted into code instead of passed as data.
///
/// @param sink `run`, or the action input that is executed
/// @param untrusted whether somebody without write access can choose the text
public record Injection(Source source, String expression, String sink, boolean untrusted) {
  public Injection {
    requireNonNull(source, "source");
    requireNonNull(expression, "expression");
    requireNonNull(sink, "sink");
  }
}
