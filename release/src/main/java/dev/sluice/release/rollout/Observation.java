package dev.sluice.release.rollout;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.steering.Seen;
import java.time.Instant;
import java.util.List;

/// Something that was observed, or that somebody asked for. Each may come late, twice, out of order
/// or not at all; the time at which it was observed says which is newer.
public sealed interface Observation {
  /// Only time has passed.
  record Tick() implements Observation {}

  /// The target was looked at.
  record Looked(Seen seen) implements Observation {}

  /// Criteria were judged.
  record Judged(List<Finding> findings) implements Observation {
    public Judged {
      findings = List.copyOf(findings);
    }
  }

  /// Somebody approved. [dev.sluice.release.approval.Rule] says whether it counts.
  record Approved(dev.sluice.release.approval.Approval approval) implements Observation {}

  /// What is on hold was read.
  record HoldsRead(Instant at, Holds holds) implements Observation {}

  /// Somebody asked for something.
  record Asked(Instant at, Command command, String by, String why) implements Observation {
    public Asked {
      requireNonNull(at, "at");
      requireNonNull(command, "command");
      if (by.isBlank()) {
        throw new IllegalArgumentException("expected who asks");
      }
    }
  }

  /// What people ask for.
  enum Command {
    /// Stay where you are.
    PAUSE,
    /// Go on. It lifts no hold and stands for no approval.
    RESUME,
    /// Back to the stable release.
    ABORT
  }
}
