package dev.sluice.release.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How long things take in a simulated world. All are whole seconds, since that is what its clock
/// counts.
///
/// @param order from telling a target something to its having done it
/// @param ready from the start of an instance until it is ready
/// @param look between two looks at the target, and how often time passes for the machines
/// @param interval between two counts of the source, and between two questions to it
/// @param lag until what was counted can be read
/// @param history of the stable release, from which its noise is learnt
/// @param historyStep between two counts of the history
/// @param approval until somebody approves, once they are asked
/// @param longest after which a run that is not over counts as stuck
public record Timing(
    Duration order,
    Duration ready,
    Duration look,
    Duration interval,
    Duration lag,
    Duration history,
    Duration historyStep,
    Duration approval,
    Duration longest) {
  /// A source that is scraped every 5 seconds and read 15 seconds late, and instances that are
  /// ready after 10.
  public static final Timing STANDARD =
      new Timing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofHours(1),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofHours(12));

  /// @throws IllegalArgumentException when one is negative, or one that repeats is 0
  public Timing {
    requireNonNull(order, "order");
    requireNonNull(ready, "ready");
    requireNonNull(lag, "lag");
    requireNonNull(history, "history");
    requireNonNull(approval, "approval");
    boolean negative =
        order.isNegative()
            || ready.isNegative()
            || lag.isNegative()
            || history.isNegative()
            || approval.isNegative();
    boolean stands =
        look.toSeconds() < 1
            || interval.toSeconds() < 1
            || historyStep.toSeconds() < 1
            || longest.toSeconds() < 1;
    if (negative || stands) {
      throw new IllegalArgumentException("expected times of a second or more, but found one less");
    }
  }

  /// The same with another bound.
  public Timing within(Duration other) {
    return new Timing(order, ready, look, interval, lag, history, historyStep, approval, other);
  }

  /// The same with counts that come in at other times.
  public Timing counted(Duration otherInterval, Duration otherLag) {
    return new Timing(
        order, ready, look, otherInterval, otherLag, history, historyStep, approval, longest);
  }
}
