package dev.sluice.release.rollback;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.decision.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Where a rollback is.
public sealed interface State {
  /// It would have broken the data. Nothing was changed.
  record Refused(Spec spec, String why, Instant at) implements State {}

  /// Finding out whether the older releases can read the data. Nothing has been changed yet.
  ///
  /// @param late whether people were told that it takes too long
  record Checking(Spec spec, Instant since, boolean late) implements State {}

  /// Traffic is on its way back.
  record Returning(Spec spec, List<Lane> lanes, boolean late) implements State {
    public Returning {
      requireNonNull(spec, "spec");
      lanes = List.copyOf(lanes);
    }
  }

  /// Traffic is back; it is not known yet whether that helped.
  ///
  /// @param findings the newest of each check
  /// @param late whether people were told that it takes too long
  record Recovering(Spec spec, Instant backAt, List<Finding> findings, boolean late)
      implements State {
    public Recovering {
      requireNonNull(spec, "spec");
      requireNonNull(backAt, "backAt");
      findings = List.copyOf(findings);
    }
  }

  /// It helped.
  ///
  /// @param proven whether checks have shown it; without any, only the traffic is known to be back
  /// @param timeToRecover from the trouble to the last check that passed
  record Recovered(Spec spec, Instant backAt, Instant at, boolean proven, Duration timeToRecover)
      implements State {}
}
