package dev.sluice.release.judge;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.judge.Observation.Cause;

/// Why a canary gets no more traffic for now.
public sealed interface Hold {
  /// In words, as a clause.
  String text();

  /// Something speaks against the canary, but not enough to stop it.
  record Suspicion() implements Hold {
    @Override
    public String text() {
      return "something speaks against the canary";
    }
  }

  /// The stable itself does far worse than usual, so that the canary isn't to blame.
  record SharedIncident() implements Hold {
    @Override
    public String text() {
      return "the stable itself fails far more than usual";
    }
  }

  /// There is nothing to judge by.
  record NoData(Cause cause) implements Hold {
    public NoData {
      requireNonNull(cause, "cause");
    }

    @Override
    public String text() {
      return cause.text();
    }
  }
}
