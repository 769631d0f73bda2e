package dev.sluice.release.conduct;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.decision.Decision;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.port.Pair;
import dev.sluice.release.steering.Order;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.time.Instant;

/// What comes of a step of a run, whichever machine it has. Doing it twice does it once.
public sealed interface Effect {
  /// Tell a target.
  record Tell(Pair pair, Order order) implements Effect {
    public Tell {
      requireNonNull(pair, "pair");
      requireNonNull(order, "order");
    }
  }

  /// Tell people.
  ///
  /// @param reason one word, the same for the same kind
  record Notify(String reason, String text, Instant at) implements Effect {
    public Notify {
      requireNonNull(reason, "reason");
      requireNonNull(text, "text");
      requireNonNull(at, "at");
    }
  }

  /// Write a decision down.
  record Keep(Decision decision) implements Effect {}

  /// Put a release on hold.
  record Place(Hold hold) implements Effect {}

  /// A release has all the traffic of an environment.
  record Deployed(String service, String environment, Release release, Instant at, boolean verified)
      implements Effect {}

  /// Begin another run.
  record Begin(Brief brief) implements Effect {}

  /// A release may enter an environment: begin its rollout, in the same transaction or not at all.
  record Promote(String environment, ReleaseId release) implements Effect {}
}
