package dev.sluice.engine.drive;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How often the loop looks, and how long it keeps what it has.
///
/// @param lease how long a run stays with a process that says nothing any more
/// @param look time between two looks at a target that is as it was told to be
/// @param hurry the same while orders are on their way
/// @param measure time between two measurements of a criterion
/// @param history how far back noise is learnt from
/// @param historyStep length of an interval of history
/// @param retry time after which an action that failed is tried again
public record Settings(
    Duration lease,
    Duration look,
    Duration hurry,
    Duration measure,
    Duration history,
    Duration historyStep,
    Duration retry) {
  /// What suits a few hundred runs: another process takes over within 8 seconds.
  public static final Settings STANDARD =
      new Settings(
          Duration.ofSeconds(8),
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          Duration.ofHours(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1));

  public Settings {
    requireNonNull(lease, "lease");
    requireNonNull(look, "look");
    requireNonNull(hurry, "hurry");
    requireNonNull(measure, "measure");
    requireNonNull(history, "history");
    requireNonNull(historyStep, "historyStep");
    requireNonNull(retry, "retry");
  }

  /// When a run that is held is committed again, changed or not, so that it stays held.
  Duration heartbeat() {
    return lease.dividedBy(3);
  }
}
