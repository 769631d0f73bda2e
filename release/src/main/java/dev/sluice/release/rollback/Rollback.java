package dev.sluice.release.rollback;

import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.release.decision.Decision;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Target;
import dev.sluice.release.steering.WayBack;
import dev.sluice.release.unit.SchemaRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The machine that takes releases back. Whole releases, never parts; those that call others first;
/// each as [WayBack] says. It refuses as long as nothing has changed, or not at all.
public final class Rollback {
  /// How long the versions of schemas are asked for.
  private static final Duration ASKING = Duration.ofMinutes(10);

  private Rollback() {}

  /// The beginning of a rollback to [Deployed#lastVerified].
  public static Next start(Spec spec, Instant now) {
    List<Action> actions = new ArrayList<>();
    if (!spec.drill()) {
      for (Member m : spec.members()) {
        String id = spec.id() + "/" + m.service();
        actions.add(
            new Action.PlaceHold(Hold.afterRollback(id, m.bad(), m.good(), now, spec.why())));
      }
    }
    actions.add(keep(spec, "start", spec.why(), null, List.of(), now));
    return new Next(new State.Checking(spec, now, null), actions);
  }

  /// The beginning where the traffic is back already, as after a rollout that was aborted: only
  /// whether it helped is still to be found out.
  public static Next verify(Spec spec, Instant now) {
    return recovering(new State.Recovering(spec, now, List.of(), false), List.of(), now);
  }

  /// What comes of an observation.
  public static Next next(State state, Observation observation, Instant now) {
    return switch (state) {
      case State.Refused _, State.Returned _, State.Recovered _, State.NotRecovered _ ->
          new Next(state, List.of());
      case State.Checking checking -> check(checking, observation, now);
      case State.Returning returning -> returning(returning, observation, now);
      case State.Recovering recovering ->
          observation instanceof Observation.Checked checked
              ? recovering(recovering, checked.findings(), now)
              : recovering(recovering, List.of(), now);
    };
  }

  private static Next check(State.Checking state, Observation observation, Instant now) {
    Spec spec = state.spec();
    boolean asks = spec.members().stream().anyMatch(m -> !m.good().schemas().isEmpty());
    if (!asks) {
      return begin(spec, now);
    }
    if (observation instanceof Observation.SchemasRead read && fresh(state, read.at(), now)) {
      String why = incompatible(spec, read.versions());
      return why == null ? begin(spec, now) : refuse(spec, why, now);
    }
    State.Checking next = state;
    if (observation instanceof Observation.SchemasUnknown asked && fresh(state, asked.at(), now)) {
      if (asked.terminal()) {
        return giveUp(spec, asked.why(), now);
      }
      next = new State.Checking(spec, state.since(), asked.why());
    }
    String unknown = next.unknown();
    return now.isAfter(state.since().plus(ASKING))
        ? giveUp(spec, unknown == null ? "nobody has told them" : unknown, now)
        : new Next(next, List.of());
  }

  /// What was read before it began says nothing.
  private static boolean fresh(State.Checking state, Instant at, Instant now) {
    return !at.isBefore(state.since()) && !at.isAfter(now);
  }

  /// Why one of the releases can't read the data, or null. A store of which nothing is known could
  /// hold anything.
  private static @Nullable String incompatible(Spec spec, Map<String, Map<String, Long>> versions) {
    for (Member m : spec.members()) {
      Map<String, Long> stores = versions.getOrDefault(m.service(), Map.of());
      for (Map.Entry<String, SchemaRange> e : m.good().schemas().entrySet()) {
        Long version = stores.get(e.getKey());
        if (version == null || !e.getValue().accepts(version)) {
          String found = version == null ? "unknown" : "at " + version;
          return m.service()
              + " would need "
              + e.getKey()
              + " at "
              + e.getValue()
              + ", which is "
              + found;
        }
      }
    }
    return null;
  }

  /// A drill that finds out that it can't be done has found what it was for, and stops nobody.
  private static Next refuse(Spec spec, String why, Instant now) {
    List<Action> actions = new ArrayList<>();
    if (spec.drill()) {
      actions.add(new Action.Notify(why, now));
    } else if (spec.onIncompatible() == ReleaseSafety.OnIncompatible.FREEZE) {
      spec.members().forEach(m -> actions.add(new Action.Freeze(m.service(), why, now)));
    } else {
      actions.add(new Action.RollForward(why, now));
    }
    actions.add(keep(spec, "refused", why, null, List.of(), now));
    return new Next(new State.Refused(spec, why, now), actions);
  }

  /// Where nobody knows whether it would break the data, nothing is changed; nor is anything
  /// frozen, since nobody knows that either.
  private static Next giveUp(Spec spec, String reason, Instant now) {
    String why = "the versions of the schemas are not known: " + reason;
    return new Next(
        new State.Refused(spec, why, now),
        List.of(new Action.Notify(why, now), keep(spec, "refused", why, null, List.of(), now)));
  }

  private static Next begin(Spec spec, Instant now) {
    List<Lane> lanes = spec.members().stream().map(m -> new Lane(m, null, false, false)).toList();
    return new Next(
        new State.Returning(spec, lanes, false),
        List.of(keep(spec, "begin", "nothing stands against it", null, List.of(), now)));
  }

  private static Next returning(State.Returning state, Observation observation, Instant now) {
    Spec spec = state.spec();
    List<Action> actions = new ArrayList<>();
    List<Lane> lanes = state.lanes().stream().map(lane -> look(lane, observation, now)).toList();
    Set<String> back = new HashSet<>();
    lanes.stream().filter(Lane::back).forEach(lane -> back.add(lane.member().service()));
    List<Lane> next = new ArrayList<>();
    for (Lane lane : lanes) {
      boolean begins = spec.mayBegin(lane.member(), back);
      next.add(begins ? drive(lane, spec, actions, now) : lane);
    }
    if (next.stream().allMatch(Lane::done)) {
      actions.add(keep(spec, "back", "all traffic is back", null, List.of(), now));
      actions.add(new Action.VerifyRecovery(now));
      return new Next(new State.Returned(spec, now), actions);
    }
    boolean tells = !state.late() && late(spec, now);
    if (tells) {
      actions.add(new Action.Notify("traffic is not back in the declared time", now));
    }
    return new Next(new State.Returning(spec, next, state.late() || tells), actions);
  }

  private static Lane look(Lane lane, Observation observation, Instant now) {
    if (!(observation instanceof Observation.Looked looked)
        || !looked.service().equals(lane.member().service())
        || looked.seen().at().isAfter(now)) {
      return lane;
    }
    Target known = lane.target();
    Member m = lane.member();
    Target target =
        known == null
            ? Target.found(m.capacity(), m.generation(), looked.seen())
            : known.see(looked.seen(), now);
    return new Lane(m, target, WayBack.trafficBack(target), lane.done());
  }

  private static Lane drive(Lane lane, Spec spec, List<Action> actions, Instant now) {
    Target target = lane.target();
    if (target == null) {
      return lane;
    }
    String service = lane.member().service();
    LongFunction<Order> order = WayBack.next(target, spec.retryAfter(), now);
    while (order != null) {
      target = target.tell(order, now);
      Order told = target.last();
      if (told != null) {
        actions.add(new Action.Tell(service, told));
        actions.add(keep(spec, "tell", service + ": " + told, target.seen(), List.of(), now));
      }
      order = WayBack.next(target, spec.retryAfter(), now);
    }
    return new Lane(lane.member(), target, lane.back(), WayBack.done(target));
  }

  private static Next recovering(State.Recovering state, List<Finding> news, Instant now) {
    Spec spec = state.spec();
    List<Finding> known = newest(state, news, now);
    List<String> open = new ArrayList<>(spec.required());
    known.stream().filter(f -> passes(state, f)).forEach(f -> open.remove(f.name()));
    if (open.isEmpty()) {
      Duration took = Duration.between(spec.troubleSince(), now);
      boolean proven = !spec.required().isEmpty();
      String why = proven ? "every check has passed" : "traffic is back; no check is declared";
      return new Next(
          new State.Recovered(spec, state.backAt(), now, proven, took),
          List.of(keep(spec, "recovered", why + " after " + took, null, known, now)));
    }
    if (!now.isBefore(state.backAt().plus(spec.patience()))) {
      return notRecovered(state, known, open, now);
    }
    boolean tells = !state.late() && late(spec, now);
    State next = new State.Recovering(spec, state.backAt(), known, state.late() || tells);
    String text = "not recovered in the declared time: " + String.join(", ", open);
    return new Next(next, tells ? List.of(new Action.Notify(text, now)) : List.of());
  }

  private static Next notRecovered(
      State.Recovering state, List<Finding> known, List<String> open, Instant now) {
    Spec spec = state.spec();
    Duration took = Duration.between(spec.troubleSince(), now);
    String why =
        "nothing has shown it "
            + took.toSeconds()
            + " s after the trouble: "
            + String.join(", ", open);
    return new Next(
        new State.NotRecovered(spec, state.backAt(), now, known, open, took),
        List.of(
            new Action.Notify("not recovered: " + why, now),
            keep(spec, "not recovered", why, null, known, now)));
  }

  private static List<Finding> newest(State.Recovering state, List<Finding> news, Instant now) {
    List<Finding> all = new ArrayList<>();
    for (String check : state.spec().required()) {
      Finding best = null;
      for (Finding f : both(state.findings(), news)) {
        boolean counts = f.name().equals(check) && !f.at().isAfter(now);
        if (counts && (best == null || f.at().isAfter(best.at()))) {
          best = f;
        }
      }
      if (best != null) {
        all.add(best);
      }
    }
    return all;
  }

  private static List<Finding> both(List<Finding> known, List<Finding> news) {
    List<Finding> all = new ArrayList<>(known);
    all.addAll(news);
    return all;
  }

  /// A check passes when it measured something after the traffic was back, and compared it with
  /// nothing that the bad release has touched.
  private static boolean passes(State.Recovering state, Finding f) {
    Instant baseline = f.baselineUntil();
    return f.kind() == Finding.Kind.NOT_WORSE
        && f.samples() > 0
        && f.at().isAfter(state.backAt())
        && (baseline == null || !baseline.isAfter(state.spec().baselineUntil()));
  }

  private static boolean late(Spec spec, Instant now) {
    Duration within = spec.within();
    return within != null && now.isAfter(spec.troubleSince().plus(within));
  }

  private static Action keep(
      Spec spec,
      String what,
      String why,
      @Nullable Seen seen,
      List<Finding> findings,
      Instant now) {
    return new Action.Keep(new Decision(now, spec.id(), what, why, null, seen, findings));
  }
}
