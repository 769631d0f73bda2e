package dev.sluice.engine.store;

import static java.util.Objects.requireNonNull;

/// What came of a commit.
public sealed interface Committed {
  /// All of it is kept.
  ///
  /// @param run as it is now
  record Kept(Run run) implements Committed {
    public Kept {
      requireNonNull(run, "run");
    }
  }

  /// Somebody else has the run, or has changed it; nothing was changed.
  record Lost() implements Committed {}

  /// A run that was to begin with it can't; nothing was changed.
  ///
  /// @param why never [Opened.Begun] or [Opened.Already]
  record Refused(Opening opening, Opened why) implements Committed {
    public Refused {
      requireNonNull(opening, "opening");
      requireNonNull(why, "why");
    }
  }
}
