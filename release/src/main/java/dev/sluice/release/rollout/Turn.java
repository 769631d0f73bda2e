package dev.sluice.release.rollout;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.decision.Decision;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Repair;
import dev.sluice.release.steering.Side;
import dev.sluice.release.steering.Target;
import dev.sluice.release.steering.WayBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// One turn of a rollout on its way forward: what is known goes in, the next state and the actions
/// come out. It lives for one call.
final class Turn {
  private final Spec spec;
  private final Limits limits;
  private final Instant now;
  private final List<Action> actions = new ArrayList<>();
  private final List<Block> blocks;
  private final List<Approval> approvals;
  private Course course;
  private int step;
  private @Nullable Instant stepSince;
  private @Nullable Instant heardAt;
  private @Nullable Instant holdsAt;
  private @Nullable Long exposable;
  private List<String> excused;
  private boolean verified;
  private Wait wait;

  Turn(State.Forward before, Course known, Instant now) {
    this.course = known;
    this.spec = known.spec();
    this.limits = spec.plan().limits();
    this.now = now;
    this.step = before.step();
    this.stepSince = before.stepSince();
    this.approvals = new ArrayList<>(before.approvals());
    this.blocks = new ArrayList<>(before.blocks());
    this.heardAt = before.heardAt();
    this.holdsAt = before.holdsAt();
    this.exposable = before.exposable();
    this.excused = before.excused();
    this.verified = before.verified();
    this.wait = Wait.calmly(before.waitsFor(), before.why());
  }

  /// Takes in what isn't about the target or the criteria; null, or why the rollout goes back.
  @Nullable Cause hear(Observation observation) {
    return switch (observation) {
      case Observation.Tick _, Observation.Looked _, Observation.Judged _ -> null;
      case Observation.Approved a -> {
        if (!approvals.contains(a.approval())) {
          approvals.add(a.approval());
        }
        yield null;
      }
      case Observation.HoldsRead read -> {
        holds(read.at(), read.holds());
        yield null;
      }
      case Observation.Asked asked -> asked(asked);
    };
  }

  private void holds(Instant at, Holds holds) {
    Instant known = holdsAt;
    if (known != null && !at.isAfter(known)) {
      return;
    }
    holdsAt = at;
    boolean barred = lifts(Reason.ON_HOLD);
    List<Hold> on = holds.on(spec.canary(), spec.environment());
    if (!on.isEmpty()) {
      block(Reason.ON_HOLD, spec.id(), on.getFirst().why());
    } else if (barred) {
      course = course.progressed(now);
    }
  }

  private @Nullable Cause asked(Observation.Asked asked) {
    if (asked.command() == Observation.Command.ABORT) {
      return new Cause(Reason.ABORTED, now, asked.by(), asked.why());
    }
    Instant heard = heardAt;
    if (heard != null && !asked.at().isAfter(heard)) {
      return null;
    }
    heardAt = asked.at();
    if (asked.command() == Observation.Command.PAUSE) {
      block(Reason.PAUSED, asked.by(), asked.why());
      return null;
    }
    boolean capped = blocks.stream().anyMatch(b -> b.reason() == Reason.MAX_EXPOSED_REQUESTS);
    Long cap = limits.maxExposedRequests();
    if (capped && cap != null) {
      exposable = course.exposure().total() + cap;
    }
    if (blocks.removeIf(b -> b.reason() != Reason.ON_HOLD)) {
      course = course.progressed(now);
      keep("resume", asked.why(), asked.by());
      repair();
    }
    return null;
  }

  private boolean lifts(Reason reason) {
    return blocks.removeIf(b -> b.reason() == reason);
  }

  private void block(Reason reason, String by, String why) {
    if (blocks.stream().noneMatch(b -> b.reason() == reason)) {
      blocks.add(new Block(reason, now, by, why));
      keep(reason.text(), why, by);
      notify(reason, why);
    }
  }

  /// What is done whether or not the rollout may go on.
  void protect() {
    Target target = course.target();
    boolean served = target.wanted().weight() > 0;
    boolean lost =
        served && target.available(Side.CANARY) == 0 && target.available(Side.STABLE) > 0;
    if (lost && withdraw()) {
      keep(Reason.CANARY_LOST.text(), "no instance of the canary is ready", null);
    }
    Long most = exposable;
    if (most != null && course.exposure().total() >= most && !course.proven(now)) {
      block(
          Reason.MAX_EXPOSED_REQUESTS,
          spec.id(),
          course.exposure().total() + " requests have been exposed, and nothing is proven");
    }
    if (blocks.stream().anyMatch(b -> b.reason() == Reason.MAX_EXPOSED_REQUESTS) && served) {
      withdraw();
    }
    boolean routes = target.routed() || !target.settled();
    if (!routes && limits.onOutsideChange() == Cd.OnOutsideChange.HOLD) {
      block(Reason.OUTSIDE_CHANGE, spec.id(), "somebody else has changed the traffic");
    }
  }

  /// Takes all requests from the canary; its step begins again once it may have them.
  private boolean withdraw() {
    Order none = new Order.SetWeight(0, 0);
    if (course.target().wanted().weight() == 0 || !course.target().permits(none)) {
      return false;
    }
    tell(none::again);
    int capacity = spec.plan().capacity();
    if (course.target().wanted().stable() < capacity) {
      tell(generation -> new Order.Scale(generation, Side.STABLE, capacity));
    }
    step = spec.plan().again(step);
    stepSince = null;
    excused = List.of();
    verified = false;
    return true;
  }

  /// Goes as far as it may; null, or why the rollout goes back.
  @Nullable Cause advance() {
    while (step < spec.plan().steps().size()) {
      if (!blocks.isEmpty()) {
        Block first = blocks.getFirst();
        repair();
        wait = Wait.calmly(first.reason(), first.why());
        break;
      }
      if (!course.target().settled() || course.target().changedOutside()) {
        repair();
        wait = Wait.inTime(Reason.WAITING_FOR_TARGET, "orders have not been seen to be done");
        break;
      }
      if (!go()) {
        break;
      }
    }
    return waited();
  }

  private void repair() {
    boolean leave = blocks.stream().anyMatch(b -> b.reason() == Reason.OUTSIDE_CHANGE);
    LongFunction<Order> order =
        leave ? null : Repair.next(course.target(), limits.retryAfter(), now);
    if (order != null) {
      if (course.target().changedOutside()) {
        keep(Reason.OUTSIDE_CHANGE.text(), "somebody else has changed the target", null);
      }
      tell(order);
    }
  }

  /// Whether the step came to something.
  private boolean go() {
    Step current = spec.plan().steps().get(step);
    Instant since = stepSince;
    if (since == null) {
      since = now;
      stepSince = now;
      if (current instanceof Step.AwaitApproval) {
        actions.add(new Action.AskApproval(spec.scope(step), now));
      }
    }
    return switch (Steps.outcome(state(), current, since, now)) {
      case Outcome.Done _ -> {
        done(current);
        yield true;
      }
      case Outcome.Tells tells -> {
        course = course.progressed(now);
        keep("tell", tells.order().again(course.target().generation() + 1).toString(), null);
        tell(tells.order()::again);
        yield true;
      }
      case Outcome.Waits waits -> {
        wait = waits.on();
        yield false;
      }
    };
  }

  private void done(Step current) {
    if (current instanceof Step.Bake) {
      verified = !course.served().isEmpty() && excused.isEmpty();
    }
    boolean gate =
        current instanceof Step.Pause
            || current instanceof Step.Bake
            || current instanceof Step.Analysis
            || current instanceof Step.AwaitApproval;
    if (gate) {
      keep("step " + step, "passed: " + current, passedBy(current));
    }
    if (current instanceof Step.SetWeight || current instanceof Step.SetMirror) {
      excused = List.of();
    }
    step++;
    stepSince = null;
    course = course.progressed(now);
  }

  private @Nullable String passedBy(Step current) {
    return current instanceof Step.AwaitApproval
        ? String.join(", ", Steps.tally(state(), now).counted())
        : null;
  }

  /// Watches the deadline.
  private @Nullable Cause waited() {
    if (!wait.counted() || !blocks.isEmpty()) {
      course = course.progressed(now);
      return null;
    }
    if (now.isBefore(course.progressAt().plus(limits.progressDeadline()))) {
      return null;
    }
    return wait.reason() == Reason.NO_DATA
        ? withoutData()
        : new Cause(Reason.PROGRESS_DEADLINE_EXCEEDED, now, spec.id(), wait.why());
  }

  private @Nullable Cause withoutData() {
    if (!missing(Cd.OnNoData.ROLLBACK).isEmpty()) {
      return new Cause(Reason.NO_DATA, now, spec.id(), wait.why());
    }
    course = course.progressed(now);
    List<String> goOn = missing(Cd.OnNoData.PROCEED);
    if (goOn.isEmpty()) {
      notify(Reason.NO_DATA, wait.why());
      return null;
    }
    List<String> all = new ArrayList<>(excused);
    all.addAll(goOn);
    excused = List.copyOf(all);
    keep("proceed", "without data, as declared, from " + String.join(", ", goOn), null);
    return null;
  }

  /// Those without data for which the plan declares something.
  private List<String> missing(Cd.OnNoData onNoData) {
    return spec.plan().criteria().stream()
        .filter(c -> c.onNoData() == onNoData && wait.missing().contains(c.name()))
        .map(Criterion::name)
        .toList();
  }

  /// Orders that take the traffic back.
  void back() {
    for (LongFunction<Order> order = way(); order != null; order = way()) {
      tell(order);
    }
  }

  private @Nullable LongFunction<Order> way() {
    return WayBack.next(course.target(), limits.retryAfter(), now);
  }

  private void tell(LongFunction<Order> order) {
    course = course.told(order, now);
    Order told = course.target().last();
    if (told != null) {
      actions.add(new Action.Tell(told));
    }
  }

  void act(Action action) {
    actions.add(action);
  }

  void notify(Reason reason, String text) {
    actions.add(new Action.Notify(reason, text, now));
  }

  void keep(String what, String why, @Nullable String by) {
    List<Finding> known = course.findings();
    actions.add(
        new Action.Keep(
            new Decision(now, spec.id(), what, why, by, course.target().seen(), known)));
  }

  boolean over() {
    return step >= spec.plan().steps().size();
  }

  boolean verified() {
    return verified;
  }

  Course course() {
    return course;
  }

  State.Forward state() {
    return new State.Forward(
        course,
        step,
        stepSince,
        approvals,
        blocks,
        heardAt,
        holdsAt,
        exposable,
        excused,
        verified,
        wait.reason(),
        wait.why());
  }

  List<Action> actions() {
    return actions;
  }
}
