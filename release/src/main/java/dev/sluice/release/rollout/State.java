package dev.sluice.release.rollout;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.approval.Approval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a rollout is.
public sealed interface State {
  /// What users see first.
  Phase phase();

  /// Why it is there.
  Reason reason();

  /// What is known of it, or null when it never began.
  @Nullable Course course();

  /// What is rolled out where.
  default Spec spec() {
    return requireNonNull(course()).spec();
  }

  /// It never began.
  record Refused(Spec spec, String why, Instant at) implements State {
    @Override
    public Phase phase() {
      return Phase.DEGRADED;
    }

    @Override
    public Reason reason() {
      return Reason.REFUSED;
    }

    @Override
    public @Nullable Course course() {
      return null;
    }
  }

  /// On the way forward.
  ///
  /// @param step the step that is being done, from 0
  /// @param stepSince since when, or null while it has not begun
  /// @param approvals every approval that was given so far, whether it counts or not
  /// @param blocks what keeps it from going on
  /// @param heardAt time of the last command
  /// @param holdsAt time as of which holds are known
  /// @param exposable requests that may be exposed before somebody has to agree; null when
  ///   unbounded
  /// @param excused criteria without data that are not asked at this step, as the plan declares
  /// @param verified whether the bake has ended with data from every criterion
  /// @param waitsFor why it has not gone on
  /// @param why the same in one sentence
  record Forward(
      Course course,
      int step,
      @Nullable Instant stepSince,
      List<Approval> approvals,
      List<Block> blocks,
      @Nullable Instant heardAt,
      @Nullable Instant holdsAt,
      @Nullable Long exposable,
      List<String> excused,
      boolean verified,
      Reason waitsFor,
      String why)
      implements State {
    public Forward {
      requireNonNull(course, "course");
      approvals = List.copyOf(approvals);
      blocks = List.copyOf(blocks);
      excused = List.copyOf(excused);
      requireNonNull(waitsFor, "waitsFor");
      requireNonNull(why, "why");
    }

    @Override
    public Phase phase() {
      return switch (waitsFor) {
        case PAUSE_STEP,
            APPROVAL,
            INCONCLUSIVE,
            ANALYSIS_HELD,
            NO_DATA,
            PAUSED,
            ON_HOLD,
            OUTSIDE_CHANGE,
            MAX_EXPOSED_REQUESTS,
            NO_EXPOSURE_COUNT ->
            Phase.PAUSED;
        case WAITING_FOR_TARGET,
            REPLICAS_NOT_READY,
            TARGET_NOT_SEEN,
            WARM_UP,
            BAKE,
            SCALE_DOWN_DELAY,
            CANARY_LOST,
            STABLE_NOT_READY ->
            Phase.PROGRESSING;
        case ANALYSIS_FAILED, PROGRESS_DEADLINE_EXCEEDED, ABORTED, REFUSED -> Phase.DEGRADED;
        case COMPLETED -> Phase.HEALTHY;
      };
    }

    @Override
    public Reason reason() {
      return waitsFor;
    }
  }

  /// On the way back to the stable release.
  ///
  /// @param stuck whether people were told that the stable side can't take the traffic
  record Back(Course course, Cause cause, boolean stuck) implements State {
    @Override
    public Phase phase() {
      return Phase.DEGRADED;
    }

    @Override
    public Reason reason() {
      return cause.reason();
    }
  }

  /// Back on the stable release; the canary is gone.
  record Degraded(Course course, Cause cause, Instant at) implements State {
    @Override
    public Phase phase() {
      return Phase.DEGRADED;
    }

    @Override
    public Reason reason() {
      return cause.reason();
    }
  }

  /// The canary has all the traffic, and the stable side is gone.
  ///
  /// @param verified whether every criterion had data at the end of the bake, and none found it
  ///   worse. Only a verified release is one to go back to
  record Healthy(Course course, Instant at, boolean verified) implements State {
    @Override
    public Phase phase() {
      return Phase.HEALTHY;
    }

    @Override
    public Reason reason() {
      return Reason.COMPLETED;
    }
  }
}
