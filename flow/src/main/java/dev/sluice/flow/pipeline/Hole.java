package dev.sluice.flow.pipeline;

import dev.sluice.flow.source.Source;

/// A way round a gate.
///
/// @param source what opens the way
/// @param message one sentence
/// @param fix the smallest change that closes it
public record Hole(Kind kind, Source source, String message, String fix) {
  /// What kind of way it is.
  public enum Kind {
    /// The failure is tolerated where it happens.
    CONTINUE_ON_ERROR(true),
    /// Whether it is tolerated hangs on an expression.
    MAY_CONTINUE_ON_ERROR(false),
    /// The exit code is thrown away.
    IGNORED(true),
    /// It reports its findings and never fails over them; settings elsewhere may block.
    REPORTS_ONLY(false),
    /// It runs only under a condition of the shell.
    GUARDED(false),
    /// It is skipped for some changed paths.
    PATH_FILTER(true),
    /// It runs only under a condition that not every release meets.
    CONDITIONAL(false),
    /// What is released runs although it failed.
    RUNS_DESPITE_FAILURE(true),
    /// What is released follows a run that may have failed.
    AFTER_FAILED_RUN(true),
    /// It runs after what it should hold back.
    AFTER_RELEASE(false),
    /// What is released does not wait for it, though both belong to one run.
    NOT_NEEDED(false),
    /// What is released belongs to another run.
    OTHER_RUN(false),
    /// What is released can be started by hand, without it.
    BY_HAND(false),
    /// It does not run for a change that asks to be merged.
    NOT_ON_CHANGE(false);

    private final boolean definite;

    Kind(boolean definite) {
      this.definite = definite;
    }

    /// Whether what is written refutes that the gate blocks; otherwise something else might still
    /// close the way.
    public boolean definite() {
      return definite;
    }
  }
}
