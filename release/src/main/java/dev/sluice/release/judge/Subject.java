package dev.sluice.release.judge;

import java.util.List;

/// What is judged of a canary: how much fails, or how long it takes. It gathers observations until
/// a tick is full, then compares both sides.
sealed interface Subject permits Failing, Slow {
  /// Requests of each side, and what counts as bad among them.
  ///
  /// @param stable of the stable
  /// @param canary of the canary
  record Both(Counts stable, Counts canary) {
    static final Both NOTHING = new Both(Counts.NONE, Counts.NONE);

    Both plus(Both other) {
      return new Both(stable.plus(other.stable), canary.plus(other.canary));
    }
  }

  /// Whether an observation is of the sort that is judged here.
  boolean fits(Observation observation);

  /// Takes an observation into the tick.
  ///
  /// @param seconds since the observation before
  void gather(double seconds, Observation observation);

  /// Ends the tick and compares what came in it.
  ///
  /// @param usable whether it can be believed
  void compare(double seconds, Comparison.Phase phase, boolean usable);

  /// Whether nothing is known of the stable.
  boolean empty();

  /// Everything that is compared; at least one.
  List<Comparison> comparisons();

  /// What was judged so far, for people.
  Seen seen();

  /// Another one that has seen the same.
  Subject copy();
}
