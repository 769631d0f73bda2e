package dev.sluice.release.conduct;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.rollback.Action;
import dev.sluice.release.rollback.Member;
import dev.sluice.release.rollback.Next;
import dev.sluice.release.rollback.Observation;
import dev.sluice.release.rollback.Rollback;
import dev.sluice.release.rollback.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rollbacks with what is measured after them.
final class Rollbacks {
  private Rollbacks() {}

  static Step begin(Brief.OfRollback brief, Instant now) {
    Map<String, Recheck> rechecks = new TreeMap<>();
    for (Cd.Analysis a : brief.checks()) {
      rechecks.put(a.name(), Recheck.of(a));
    }
    Next first =
        brief.back() ? Rollback.verify(brief.spec(), now) : Rollback.start(brief.spec(), now);
    return new Step(
        new Standing.OfRollback(brief, first.state(), rechecks), effects(brief, null, first));
  }

  static Step next(Standing.OfRollback s, Input input, Instant now) {
    return switch (input) {
      case Input.OfRollback i -> next(s, s.rechecks(), i.observation(), now);
      case Input.Measured m -> measured(s, m, now);
      case Input.OfRollout _, Input.OfPromotion _ -> new Step(s, List.of());
    };
  }

  private static Step measured(Standing.OfRollback s, Input.Measured m, Instant now) {
    Recheck recheck = s.rechecks().get(m.criterion());
    if (recheck == null) {
      return new Step(s, List.of());
    }
    Instant back = back(s.state());
    Finding last = null;
    for (dev.sluice.release.judge.Observation o : m.observations()) {
      Recheck.Step step = recheck.after(o, s.brief().spec().baselineUntil(), back);
      recheck = step.recheck();
      Finding found = step.finding();
      last = found == null ? last : found;
    }
    List<Finding> findings = last == null ? List.of() : List.of(last);
    Map<String, Recheck> rechecks = Conduct.with(s.rechecks(), m.criterion(), recheck);
    return next(s, rechecks, new Observation.Checked(findings), now);
  }

  private static Step next(
      Standing.OfRollback s, Map<String, Recheck> rechecks, Observation observation, Instant now) {
    Next next = Rollback.next(s.state(), observation, now);
    return new Step(
        new Standing.OfRollback(s.brief(), next.state(), rechecks),
        effects(s.brief(), s.state(), next));
  }

  private static List<Effect> effects(Brief.OfRollback brief, @Nullable State before, Next next) {
    List<Effect> effects = new ArrayList<>();
    for (Action action : next.actions()) {
      effects.add(effect(brief, action));
    }
    Instant back = back(next.state());
    if (before instanceof State.Returning && back != null) {
      for (Member m : brief.spec().members()) {
        effects.add(new Effect.Deployed(m.service(), brief.environment(), m.good(), back, true));
      }
    }
    return effects;
  }

  /// When all traffic was back, or null while it isn't.
  private static @Nullable Instant back(State state) {
    return switch (state) {
      case State.Checking _, State.Returning _, State.Refused _ -> null;
      case State.Recovering s -> s.backAt();
      case State.Recovered s -> s.backAt();
    };
  }

  private static Effect effect(Brief.OfRollback brief, Action action) {
    return switch (action) {
      case Action.Tell a -> new Effect.Tell(brief.pair(member(brief, a.service())), a.order());
      case Action.Keep a -> new Effect.Keep(a.decision());
      case Action.PlaceHold a -> new Effect.Place(a.hold());
      case Action.Notify a -> new Effect.Notify("Rollback", a.text(), a.at());
      case Action.Freeze a -> new Effect.Notify("Frozen", a.why(), a.at());
      case Action.RollForward a -> new Effect.Notify("RollForwardNeeded", a.why(), a.at());
    };
  }

  private static Member member(Brief.OfRollback brief, String service) {
    for (Member m : brief.spec().members()) {
      if (m.service().equals(service)) {
        return m;
      }
    }
    throw new IllegalStateException("no member " + service + " in " + brief.id());
  }
}
