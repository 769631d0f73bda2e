package dev.sluice.flow.pipeline.expression;

/// What a condition can ask for.
public interface Scope {
  /// What is known of a context value.
  Value value(String path);

  /// What is known of the end of all that came before.
  Truth status(Status status);
}
