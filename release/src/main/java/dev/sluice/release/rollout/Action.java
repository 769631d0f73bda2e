package dev.sluice.release.rollout;

import dev.sluice.release.decision.Decision;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.steering.Order;
import java.time.Instant;

/// Something to be done. Doing it twice does it once.
public sealed interface Action {
  /// Tell the target.
  record Tell(Order order) implements Action {}

  /// Write a decision down.
  record Keep(Decision decision) implements Action {}

  /// Ask those who may for an approval.
  record AskApproval(String scope, Instant at) implements Action {}

  /// Tell people that it needs them.
  record Notify(Reason reason, String text, Instant at) implements Action {}

  /// Put a release on hold.
  record PlaceHold(Hold hold) implements Action {}

  /// Find out whether going back helped. The traffic is back already.
  record VerifyRecovery(String rollout, Instant troubleSince) implements Action {}

  /// Take a release back whose rollout is over.
  record StartRollback(String rollout, String by, String why, Instant at) implements Action {}
}
