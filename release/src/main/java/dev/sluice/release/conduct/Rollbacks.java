package dev.sluice.release.conduct;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
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
    for (Member m : brief.spec().members()) {
      for (Cd.Analysis a : brief.checks()) {
        String title = brief.spec().title(m, a.name());
        rechecks.put(title, Recheck.of(title, a));
      }
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
      effects.addAll(effects(brief, action));
    }
    if (before instanceof State.Returning && next.state() instanceof State.Returned r) {
      for (Member m : brief.spec().members()) {
        effects.add(
            new Effect.Deployed(m.service(), brief.environment(), m.good(), r.backAt(), true));
      }
    }
    return effects;
  }

  /// When all traffic was back, or null while it isn't.
  private static @Nullable Instant back(State state) {
    return switch (state) {
      case State.Checking _, State.Returning _, State.Refused _ -> null;
      case State.Returned s -> s.backAt();
      case State.Recovering s -> s.backAt();
      case State.Recovered s -> s.backAt();
      case State.NotRecovered s -> s.backAt();
    };
  }

  private static List<Effect> effects(Brief.OfRollback brief, Action action) {
    return switch (action) {
      case Action.Tell a ->
          List.of(new Effect.Tell(brief.pair(member(brief, a.service())), a.order()));
      case Action.Keep a -> List.of(new Effect.Keep(a.decision()));
      case Action.PlaceHold a -> List.of(new Effect.Place(a.hold()));
      case Action.Notify a -> List.of(new Effect.Notify("Rollback", a.text(), a.at()));
      case Action.Freeze a -> freeze(brief, a);
      case Action.RollForward a -> List.of(new Effect.Notify("RollForwardNeeded", a.why(), a.at()));
      case Action.VerifyRecovery _ -> List.of(new Effect.Begin(recovery(brief)));
    };
  }

  private static List<Effect> freeze(Brief.OfRollback brief, Action.Freeze a) {
    String cause = brief.id() + "/" + a.service() + "/freeze";
    Hold hold = Hold.freeze(cause, a.service(), brief.environment(), a.at(), a.why());
    String text = a.service() + " in " + brief.environment() + " until it is lifted: " + a.why();
    return List.of(new Effect.Place(hold), new Effect.Notify("Frozen", text, a.at()));
  }

  /// The run that finds out whether it helped: it steers nothing.
  private static Brief.OfRollback recovery(Brief.OfRollback brief) {
    String id = Brief.OfRollback.recovery(brief.id());
    return new Brief.OfRollback(brief.spec().named(id), brief.environment(), true, brief.checks());
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
