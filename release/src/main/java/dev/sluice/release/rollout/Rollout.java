package dev.sluice.release.rollout;

import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.steering.Side;
import dev.sluice.release.steering.Target;
import dev.sluice.release.steering.WayBack;
import java.time.Instant;
import java.util.List;

/// The machine that carries out plans. It has no state of its own: where a rollout is, what was
/// observed and what time it is decide alone where it is next and what is to be done.
///
/// What always holds, whatever is observed: nothing is sent to instances that were not seen to be
/// ready; nothing goes away whose share was not seen to be 0; no share is larger than the plan's;
/// no approval is skipped; nothing goes on without data, unless the delivery says so for a
/// criterion; a canary that is worse loses its traffic in any state, paused or not; what was taken
/// back is on hold.
public final class Rollout {
  private Rollout() {}

  /// The beginning.
  ///
  /// @param holds what is on hold
  /// @param generation number of the last order that the target was given by anyone
  public static Next start(Spec spec, Holds holds, long generation, Instant now) {
    List<Hold> on = holds.on(spec.canary(), spec.environment());
    if (!on.isEmpty()) {
      return refused(spec, "on hold: " + on.getFirst().why(), now);
    }
    if (spec.canary().id().equals(spec.stable().id())) {
      return refused(spec, "the release is in use already", now);
    }
    Plan plan = spec.plan();
    Target target = Target.fresh(plan.capacity(), plan.spare(), generation);
    Course course = new Course(spec, target, List.of(), Exposure.NONE, null, null, now);
    State.Forward first =
        new State.Forward(
            course,
            0,
            null,
            List.of(),
            List.of(),
            null,
            null,
            plan.limits().maxExposedRequests(),
            List.of(),
            false,
            Reason.WAITING_FOR_TARGET,
            "the target has not been seen yet");
    Turn turn = new Turn(first, course, now);
    turn.keep("start", "of " + spec.canary().id(), null);
    return new Next(turn.state(), turn.actions());
  }

  private static Next refused(Spec spec, String why, Instant now) {
    return new Next(
        new State.Refused(spec, why, now), List.of(new Action.Notify(Reason.REFUSED, why, now)));
  }

  /// What comes of an observation.
  public static Next next(State state, Observation observation, Instant now) {
    return switch (state) {
      case State.Refused _, State.Degraded _ -> new Next(state, List.of());
      case State.Forward forward -> forward(forward, observation, now);
      case State.Back back -> back(back, know(back.course(), observation, now), now);
      case State.Healthy healthy -> healthy(healthy, observation, now);
    };
  }

  private static Course know(Course course, Observation observation, Instant now) {
    return switch (observation) {
      case Observation.Looked look -> course.looked(look.seen(), now);
      case Observation.Judged judged -> course.judged(judged.findings(), now);
      case Observation.Tick _,
          Observation.Approved _,
          Observation.HoldsRead _,
          Observation.Asked _ ->
          course;
    };
  }

  private static Next forward(State.Forward state, Observation observation, Instant now) {
    Turn turn = new Turn(state, know(state.course(), observation, now), now);
    Cause cause = turn.hear(observation);
    Finding worse = turn.course().worse();
    if (cause == null && worse != null) {
      cause =
          new Cause(
              Reason.ANALYSIS_FAILED,
              now,
              state.course().spec().id(),
              worse.name() + ": " + worse.why());
    }
    if (cause == null) {
      turn.protect();
      cause = turn.advance();
    }
    if (cause != null) {
      return turnBack(turn, cause, now);
    }
    if (turn.over()) {
      turn.keep(
          Reason.COMPLETED.text(), turn.verified() ? "verified" : "not verified: no data", null);
      return new Next(new State.Healthy(turn.course(), now, turn.verified()), turn.actions());
    }
    return new Next(turn.state(), turn.actions());
  }

  private static Next turnBack(Turn turn, Cause cause, Instant now) {
    Spec spec = turn.course().spec();
    turn.keep(cause.reason().text(), cause.why(), cause.by());
    String why = cause.reason().text() + ": " + cause.why();
    turn.act(
        new Action.PlaceHold(
            Hold.afterRollback(spec.id(), spec.canary(), spec.stable(), now, why)));
    turn.notify(cause.reason(), cause.why());
    return back(turn, new State.Back(turn.course(), cause, false), now);
  }

  private static Next back(State.Back state, Course known, Instant now) {
    return back(turn(known, now), state, now);
  }

  private static Next back(Turn turn, State.Back state, Instant now) {
    turn.back();
    Course course = turn.course();
    Cause cause = state.cause();
    if (WayBack.done(course.target())) {
      turn.keep("back", "all traffic is back on the stable release", null);
      turn.act(new Action.VerifyRecovery(course.spec().id(), cause.at()));
      return new Next(new State.Degraded(course, cause, now), turn.actions());
    }
    boolean stuck = course.target().available(Side.STABLE) == 0 && course.target().seen() != null;
    if (stuck && !state.stuck()) {
      turn.notify(
          Reason.STABLE_NOT_READY, "no instance of the stable release is ready to take traffic");
    }
    return new Next(new State.Back(course, cause, stuck), turn.actions());
  }

  /// After the end only one thing can still be asked: to take the release back, which is a
  /// rollback.
  private static Next healthy(State.Healthy state, Observation observation, Instant now) {
    if (observation instanceof Observation.Asked asked
        && asked.command() == Observation.Command.ABORT) {
      String id = state.course().spec().id();
      return new Next(state, List.of(new Action.StartRollback(id, asked.by(), asked.why(), now)));
    }
    return new Next(state, List.of());
  }

  private static Turn turn(Course course, Instant now) {
    State.Forward any =
        new State.Forward(
            course,
            0,
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            List.of(),
            false,
            Reason.ABORTED,
            "");
    return new Turn(any, course, now);
  }
}
