package dev.sluice.release.simulation;

import dev.sluice.release.conduct.Standing;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.rollout.Reason;
import dev.sluice.release.rollout.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps in mind what becomes of one simulated rollout.
final class Watch {
  private static final Set<Reason> WAITS =
      Set.of(
          Reason.INCONCLUSIVE,
          Reason.ANALYSIS_HELD,
          Reason.NO_DATA,
          Reason.NO_EXPOSURE_COUNT,
          Reason.MAX_EXPOSED_REQUESTS,
          Reason.OUTSIDE_CHANGE,
          Reason.CANARY_LOST);

  private final double base;
  private final Map<Reason, Duration> waits = new EnumMap<>(Reason.class);
  private final List<Result.Share> shares = new ArrayList<>();
  private Instant last = Simulation.START;
  private @Nullable Instant first;
  private @Nullable Instant told;
  private @Nullable Instant empty;
  private @Nullable Instant over;
  private @Nullable Reason before;
  private long requests;
  private long failed;
  private int largest;
  private int holds;

  /// @param base error rate of the stable
  Watch(double base) {
    this.base = base;
  }

  void served(Counts canary) {
    requests += canary.requests();
    failed += canary.errors();
  }

  /// How things stand at the end of a moment.
  void after(
      Standing.OfRollout rollout,
      Standing.@Nullable OfRollback back,
      SimulatedTarget target,
      Instant now) {
    Duration passed = Duration.between(last, now);
    last = now;
    State state = rollout.state();
    share(state, target, now);
    if (first == null && (target.weight() > 0 || target.mirror() > 0)) {
      first = now;
    }
    boolean goesBack = state instanceof State.Back || state instanceof State.Degraded;
    if (told == null && goesBack) {
      told = now;
    }
    if (empty == null && goesBack && target.weight() == 0 && target.mirror() == 0) {
      empty = now;
    }
    if (over == null && !rollout.open()) {
      over = now;
    }
    waited(state instanceof State.Forward f ? f.waitsFor() : null, passed);
  }

  private void share(State state, SimulatedTarget target, Instant now) {
    largest = Math.max(largest, target.weight());
    int step = state instanceof State.Forward f ? f.step() : -1;
    Result.Share known = shares.isEmpty() ? null : shares.getLast();
    boolean news =
        known == null
            || known.percent() != target.weight()
            || known.mirror() != target.mirror()
            || known.step() != step;
    if (news) {
      Duration from = Duration.between(Simulation.START, now);
      shares.add(new Result.Share(from, target.weight(), target.mirror(), step));
    }
  }

  private void waited(@Nullable Reason reason, Duration passed) {
    if (reason != null && WAITS.contains(reason)) {
      waits.merge(reason, passed, Duration::plus);
    }
    if (reason == Reason.ANALYSIS_HELD && before != Reason.ANALYSIS_HELD) {
      holds++;
    }
    before = reason;
  }

  Result result(Standing.OfRollout rollout, Standing.@Nullable OfRollback back) {
    State state = rollout.state();
    Instant end = over == null ? last : over;
    return new Result(
        ending(state),
        state.reason(),
        why(state),
        since(told),
        since(empty),
        first == null ? Duration.ZERO : Duration.between(first, empty == null ? end : empty),
        Duration.between(Simulation.START, end),
        requests,
        failed,
        failed - base * requests,
        largest,
        waits,
        holds,
        recovered(back),
        shares);
  }

  private static Result.Ending ending(State state) {
    return switch (state) {
      case State.Healthy _ -> Result.Ending.HEALTHY;
      case State.Back _, State.Degraded _ -> Result.Ending.STOPPED;
      case State.Forward _, State.Refused _ -> Result.Ending.STUCK;
    };
  }

  private static String why(State state) {
    return switch (state) {
      case State.Healthy h -> h.verified() ? "verified" : "not verified: no data";
      case State.Back b -> b.cause().why();
      case State.Degraded d -> d.cause().why();
      case State.Forward f -> f.why();
      case State.Refused r -> r.why();
    };
  }

  private @Nullable Duration since(@Nullable Instant at) {
    return at == null ? null : Duration.between(first == null ? Simulation.START : first, at);
  }

  private static @Nullable Duration recovered(Standing.@Nullable OfRollback back) {
    return back != null && back.state() instanceof dev.sluice.release.rollback.State.Recovered r
        ? r.timeToRecover()
        : null;
  }
}
