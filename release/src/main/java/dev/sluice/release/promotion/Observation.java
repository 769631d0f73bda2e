package dev.sluice.release.promotion;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.approval.Approval;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.unit.ReleaseId;
import java.time.Instant;
import java.util.List;

/// Something that was observed, or that somebody did. Each may come late, twice, out of order or
/// not at all. What names another release than the one that wants to enter says nothing.
public sealed interface Observation {
  /// Only time has passed.
  record Tick() implements Observation {}

  /// A release was verified in an environment below, or failed to be.
  record Verified(String environment, ReleaseId release, Instant at, boolean passed, String why)
      implements Observation {
    public Verified {
      requireNonNull(environment, "environment");
      requireNonNull(release, "release");
      requireNonNull(at, "at");
      requireNonNull(why, "why");
    }
  }

  /// Entry checks were made for a release.
  record Checked(ReleaseId release, List<Finding> findings) implements Observation {
    public Checked {
      requireNonNull(release, "release");
      findings = List.copyOf(findings);
    }
  }

  /// Somebody approved. [dev.sluice.release.approval.Rule] says whether it counts.
  record Approved(Approval approval) implements Observation {}

  /// Somebody asked for the promotion.
  record AskedFor(ReleaseId release, Candidacy.Asked asked) implements Observation {}

  /// Somebody lets a release in although production is frozen.
  record Overridden(ReleaseId release, Candidacy.FreezeOverride freeze) implements Observation {}

  /// What is on hold was read.
  record HoldsRead(Instant at, Holds holds) implements Observation {}

  /// A newer promotion into the same environment was opened.
  ///
  /// @param by its name
  record Superseded(String by, Instant at) implements Observation {
    public Superseded {
      requireNonNull(by, "by");
      requireNonNull(at, "at");
    }
  }

  /// Its rollout has begun.
  record Begun(ReleaseId release, Instant at) implements Observation {}
}
