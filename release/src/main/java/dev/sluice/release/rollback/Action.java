package dev.sluice.release.rollback;

import dev.sluice.release.decision.Decision;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.steering.Order;
import java.time.Instant;

/// Something to be done. Doing it twice does it once.
public sealed interface Action {
  /// Tell the target of a service.
  record Tell(String service, Order order) implements Action {}

  /// Write a decision down.
  record Keep(Decision decision) implements Action {}

  /// Put a release on hold.
  record PlaceHold(Hold hold) implements Action {}

  /// Tell people that it needs them.
  record Notify(String text, Instant at) implements Action {}

  /// Nothing of a service changes any more until people have seen to it: going back would break the
  /// data.
  record Freeze(String service, String why, Instant at) implements Action {}

  /// A mended release is needed: going back would break the data.
  record RollForward(String why, Instant at) implements Action {}

  /// All traffic is back: begin a run that finds out whether that helped.
  record VerifyRecovery(Instant backAt) implements Action {}
}
