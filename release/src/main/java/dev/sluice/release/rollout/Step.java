package dev.sluice.release.rollout;

import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.util.List;

/// One step of a plan. A step is over when what it asks for has been *observed*.
public sealed interface Step {
  /// One side has so many instances; those of a canary are ready.
  record Scale(Side side, int replicas) implements Step {}

  /// The canary gets a share of the requests, in percent.
  record SetWeight(int percent) implements Step {}

  /// The canary gets a copy of a share of the requests, in percent.
  record SetMirror(int percent) implements Step {}

  /// A time passes, after which there are data from every criterion, and none is held.
  record Pause(Duration duration) implements Step {}

  /// Somebody agrees to go on.
  record AwaitApproval() implements Step {}

  /// The named criteria find the canary no worse.
  record Analysis(List<String> criteria) implements Step {
    public Analysis {
      criteria = List.copyOf(criteria);
    }
  }

  /// As a pause, with all the traffic on the canary: after it the release counts as verified.
  record Bake(Duration duration) implements Step {}

  /// The side that has no traffic any more is kept for a time, for a quick way back.
  record Keep(Duration duration) implements Step {}
}
