package dev.sluice.engine.plan;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.conduct.Brief;

/// A run that can begin, or why it can't.
public sealed interface Planned<T extends Brief> {
  /// It can.
  record Ready<T extends Brief>(T brief) implements Planned<T> {
    public Ready {
      requireNonNull(brief, "brief");
    }
  }

  /// It can't.
  ///
  /// @param why what is missing
  /// @param fix what to do about it
  record Refused<T extends Brief>(String why, String fix) implements Planned<T> {
    public Refused {
      requireNonNull(why, "why");
      requireNonNull(fix, "fix");
    }
  }
}
