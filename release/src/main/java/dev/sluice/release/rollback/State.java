package dev.sluice.release.rollback;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.decision.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a rollback is, or the run after it that finds out whether it helped.
public sealed interface State {
  /// What is rolled back.
  Spec spec();

  /// It would have broken the data, or nobody knows whether it would. Nothing was changed.
  record Refused(Spec spec, String why, Instant at) implements State {}

  /// Finding out whether the older releases can read the data. Nothing has been changed yet.
  ///
  /// @param unknown why that is not known yet, or null before anybody was asked
  record Checking(Spec spec, Instant since, @Nullable String unknown) implements State {}

  /// Traffic is on its way back.
  ///
  /// @param late whether people were told that it takes too long
  record Returning(Spec spec, List<Lane> lanes, boolean late) implements State {
    public Returning {
      requireNonNull(spec, "spec");
      lanes = List.copyOf(lanes);
    }
  }

  /// All traffic is back, and the bad releases are gone. Whether that helped is found out by
  /// another run, which keeps nobody from rolling out a mended release.
  record Returned(Spec spec, Instant backAt) implements State {}

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

  /// Nothing has shown in time that it helped.
  ///
  /// @param findings the newest of each check
  /// @param open checks that have not passed
  /// @param after from the trouble until it was given up
  record NotRecovered(
      Spec spec,
      Instant backAt,
      Instant at,
      List<Finding> findings,
      List<String> open,
      Duration after)
      implements State {
    public NotRecovered {
      requireNonNull(spec, "spec");
      requireNonNull(backAt, "backAt");
      requireNonNull(at, "at");
      findings = List.copyOf(findings);
      open = List.copyOf(open);
      requireNonNull(after, "after");
    }
  }
}
