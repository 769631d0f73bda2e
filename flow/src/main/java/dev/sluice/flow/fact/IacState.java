package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;

/// A state or a saved plan of Terraform or OpenTofu that stands in the repository as a file.
///
/// @param directory of the file; `.` for the root
/// @param resources how many resources a state holds; 0 for a plan
public record IacState(Source source, Kind kind, String directory, int resources) implements Fact {
  public IacState {
    requireNonNull(source, "source");
    requireNonNull(kind, "kind");
    requireNonNull(directory, "directory");
  }

  /// Which of both.
  public enum Kind {
    /// What exists.
    STATE,
    /// A plan as text.
    PLAN,
    /// A plan as only the tool reads it.
    BINARY_PLAN
  }
}
