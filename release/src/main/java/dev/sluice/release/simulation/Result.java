package dev.sluice.release.simulation;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.rollout.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came out of one simulated rollout. Requests and failures are those that users got; what is
/// only mirrored hurts nobody.
///
/// @param reason why it was stopped, or what it is stuck at
/// @param why the same in one sentence
/// @param told from the canary's first traffic until its target was told to take it back; null when
///   it wasn't
/// @param back the same until no traffic was seen to go to it any more
/// @param served from the first traffic until there was none, or until the end
/// @param took from the beginning to the end of the rollout, or to the bound
/// @param requests that the canary answered
/// @param failed those of them that failed
/// @param excess those beyond what the stable would have failed of them on average
/// @param largest share of the requests that the canary had, in percent
/// @param waits how long it waited for what the plan does not ask for: data, a verdict, a person
///   after a limit was reached
/// @param holds how often something spoke against going on for a while
/// @param recovered from the trouble to its end, or null while that is not known
/// @param shares what share the canary had, from when on
public record Result(
    Ending ending,
    Reason reason,
    String why,
    @Nullable Duration told,
    @Nullable Duration back,
    Duration served,
    Duration took,
    long requests,
    long failed,
    double excess,
    int largest,
    Map<Reason, Duration> waits,
    int holds,
    @Nullable Duration recovered,
    List<Share> shares) {
  public Result {
    requireNonNull(ending, "ending");
    requireNonNull(reason, "reason");
    requireNonNull(why, "why");
    requireNonNull(served, "served");
    requireNonNull(took, "took");
    EnumMap<Reason, Duration> copy = new EnumMap<>(Reason.class);
    copy.putAll(waits);
    waits = Collections.unmodifiableMap(copy);
    shares = List.copyOf(shares);
  }

  /// How a rollout ends.
  public enum Ending {
    /// The canary has all the traffic.
    HEALTHY,
    /// The canary was taken back.
    STOPPED,
    /// Neither, when the bound of time was reached.
    STUCK
  }

  /// A share that the canary had.
  ///
  /// @param from since the beginning of the rollout
  /// @param step the step of the plan that was being done; -1 on the way back and after the end
  public record Share(Duration from, int percent, int mirror, int step) {}
}
