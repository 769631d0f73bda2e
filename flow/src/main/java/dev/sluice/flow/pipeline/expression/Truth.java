package dev.sluice.flow.pipeline.expression;

/// How far a condition can come true, weakest first. `and` is the weaker of two, `or` the stronger.
public enum Truth {
  /// It never holds.
  FALSE,
  /// It hangs on what a job that is being looked at gives; nobody can tell.
  TIED,
  /// It holds in some runs and not in others, whatever that job gives: a branch, an input, an
  /// actor.
  FREE,
  /// It holds for some legs of a matrix in every run.
  SOME_LEGS,
  /// It always holds.
  TRUE;

  /// Both hold.
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /// One of both holds.
  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// The contrary.
  public Truth not() {
    return switch (this) {
      case FALSE -> TRUE;
      case TRUE -> FALSE;
      case TIED, FREE, SOME_LEGS -> this;
    };
  }

  /// Whether there are runs in which it holds.
  public boolean possible() {
    return this == FREE || certain();
  }

  /// Whether it holds in every run, at least for a part of the legs.
  public boolean certain() {
    return this == TRUE || this == SOME_LEGS;
  }

  /// The truth of something that is known.
  public static Truth of(boolean holds) {
    return holds ? TRUE : FALSE;
  }
}
