package dev.sluice.release.rollout;

import dev.sluice.release.approval.Tally;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.decision.Moment;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import dev.sluice.release.steering.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each kind of step comes to. Asked only while the target is settled: everything it was told
/// has been seen to be done.
final class Steps {
  private static final Outcome DONE = new Outcome.Done();

  private Steps() {}

  /// @param since when the step began
  static Outcome outcome(State.Forward at, Step step, Instant since, Instant now) {
    return switch (step) {
      case Step.Scale s -> scale(at.course(), s, now);
      case Step.SetWeight w -> weight(at, w.percent(), now);
      case Step.SetMirror m -> mirror(at, m.percent(), now);
      case Step.Pause p -> pause(at, p.duration(), Reason.PAUSE_STEP, since, now);
      case Step.Bake b -> pause(at, b.duration(), Reason.BAKE, since, now);
      case Step.Keep k -> {
        Wait wait = until(k.duration(), Reason.SCALE_DOWN_DELAY, since, now);
        yield wait == null ? DONE : new Outcome.Waits(wait);
      }
      case Step.Analysis a -> analysis(at, a.criteria(), since, now);
      case Step.AwaitApproval _ -> approval(at, now);
    };
  }

  private static Outcome scale(Course course, Step.Scale s, Instant now) {
    Target target = course.target();
    int wanted = target.wanted().replicas(s.side());
    boolean up = s.side() == Side.CANARY;
    if (up ? wanted < s.replicas() : wanted != s.replicas()) {
      return tells(course, new Order.Scale(0, s.side(), s.replicas()), now);
    }
    int ready = target.available(s.side());
    return !up || ready >= s.replicas() ? DONE : notReady(ready, s.replicas());
  }

  private static Outcome notReady(int ready, int replicas) {
    String why = ready + " of " + replicas + " instances of the canary are ready";
    return waits(Wait.inTime(Reason.REPLICAS_NOT_READY, why));
  }

  private static Outcome weight(State.Forward at, int percent, Instant now) {
    Course course = at.course();
    if (course.target().wanted().weight() == percent) {
      return DONE;
    }
    Wait wait = goesOn(at, now);
    return wait == null ? tells(course, new Order.SetWeight(0, percent), now) : waits(wait);
  }

  private static Outcome mirror(State.Forward at, int percent, Instant now) {
    Course course = at.course();
    if (course.target().wanted().mirror() == percent) {
      return DONE;
    }
    Wait wait = goesOn(at, now);
    return wait == null ? tells(course, new Order.SetMirror(0, percent), now) : waits(wait);
  }

  /// An order, given only where it is safe by what was seen, lately.
  private static Outcome tells(Course course, Order order, Instant now) {
    Target target = course.target();
    if (!course.targetKnown(now)) {
      return waits(Wait.inTime(Reason.TARGET_NOT_SEEN, "the target has not been seen lately"));
    }
    if (target.permits(order)) {
      return new Outcome.Tells(order);
    }
    return switch (order) {
      case Order.SetWeight w -> notReady(target.available(Side.CANARY), target.needed(w.canary()));
      case Order.SetMirror m -> notReady(target.available(Side.CANARY), target.needed(m.percent()));
      case Order.Scale s ->
          waits(Wait.inTime(Reason.WAITING_FOR_TARGET, s.side() + " still has traffic"));
    };
  }

  private static Outcome pause(
      State.Forward at, Duration duration, Reason reason, Instant since, Instant now) {
    Wait time = until(duration, reason, since, now);
    if (time != null) {
      return waits(time);
    }
    Wait wait = goesOn(at, now);
    return wait == null ? DONE : waits(wait);
  }

  private static @Nullable Wait until(
      Duration duration, Reason reason, Instant since, Instant now) {
    Instant end = since.plus(duration);
    return now.isBefore(end) ? Wait.calmly(reason, "until " + Moment.of(end)) : null;
  }

  /// What keeps the canary from going on from what it gets now, or null.
  private static @Nullable Wait goesOn(State.Forward at, Instant now) {
    Course course = at.course();
    Wait wait = Gate.of(course, at.excused(), now).waits();
    if (wait != null) {
      return wait;
    }
    boolean counted = at.exposable() == null || course.target().wanted().weight() == 0;
    return counted || course.exposure().known()
        ? null
        : Wait.calmly(Reason.NO_EXPOSURE_COUNT, "nobody counts the requests that are exposed");
  }

  private static Outcome analysis(
      State.Forward at, List<String> criteria, Instant since, Instant now) {
    Course course = at.course();
    for (String name : criteria) {
      if (at.excused().contains(name)) {
        continue;
      }
      Finding f = course.finding(name);
      if (f == null || !course.fresh(f, since, now) || f.kind() == Finding.Kind.NO_DATA) {
        return waits(Wait.forData(List.of(name)));
      }
      if (f.kind() == Finding.Kind.HELD) {
        return waits(Wait.calmly(Reason.ANALYSIS_HELD, name + " is held: " + f.why()));
      }
      if (f.kind() != Finding.Kind.NOT_WORSE || f.samples() == 0) {
        return waits(Wait.calmly(Reason.INCONCLUSIVE, name + " is undecided: " + f.why()));
      }
    }
    return DONE;
  }

  private static Outcome approval(State.Forward at, Instant now) {
    Tally tally = tally(at, now);
    return tally.reached()
        ? DONE
        : waits(Wait.calmly(Reason.APPROVAL, tally.missing() + " more have to approve"));
  }

  static Tally tally(State.Forward at, Instant now) {
    Spec spec = at.course().spec();
    return spec.approvals()
        .tally(at.approvals(), spec.canary().id(), spec.scope(at.step()), spec.authors(), now);
  }

  private static Outcome waits(Wait wait) {
    return new Outcome.Waits(wait);
  }
}
