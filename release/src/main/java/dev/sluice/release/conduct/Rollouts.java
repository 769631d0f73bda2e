package dev.sluice.release.conduct;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Judge;
import dev.sluice.release.judge.Terms;
import dev.sluice.release.port.Pair;
import dev.sluice.release.rollback.Member;
import dev.sluice.release.rollout.Action;
import dev.sluice.release.rollout.Course;
import dev.sluice.release.rollout.Next;
import dev.sluice.release.rollout.Observation;
import dev.sluice.release.rollout.Rollout;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.rollout.State;
import dev.sluice.release.steering.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rollouts with their judges.
final class Rollouts {
  private Rollouts() {}

  static Step begin(Brief.OfRollout brief, Instant now) {
    Map<String, Judge> judges = new TreeMap<>();
    for (Cd.Analysis a : brief.criteria()) {
      judges.put(a.name(), Judge.of(Terms.of(a, brief.spec().plan().limits().warmUp())));
    }
    Next first = Rollout.start(brief.spec(), brief.holds(), brief.generation(), now);
    Standing.OfRollout standing = new Standing.OfRollout(brief, first.state(), judges, Map.of());
    return new Step(standing, effects(brief, null, first));
  }

  static Step next(Standing.OfRollout s, Input input, Instant now) {
    return switch (input) {
      case Input.OfRollout i -> next(s, i.observation(), now);
      case Input.Measured m -> measured(s, m, now);
      case Input.OfRollback _, Input.OfPromotion _ -> new Step(s, List.of());
    };
  }

  private static Step measured(Standing.OfRollout s, Input.Measured m, Instant now) {
    Judge judge = s.judges().get(m.criterion());
    Cd.Analysis analysis = analysis(s.brief().criteria(), m.criterion());
    if (judge == null || analysis == null || m.observations().isEmpty()) {
      return new Step(s, List.of());
    }
    Beside beside = s.beside().getOrDefault(m.criterion(), Beside.NOTHING);
    boolean alone = alone(s.state());
    List<dev.sluice.release.judge.Observation> seats = new ArrayList<>();
    for (dev.sluice.release.judge.Observation o : m.observations()) {
      Seat seat = Seat.of(o, beside, alone);
      beside = seat.beside();
      seats.add(seat.observation());
    }
    Judge.Step step = judge.after(seats);
    List<Finding> findings = List.of(Findings.of(analysis, step.judgement()));
    Standing.OfRollout judged =
        new Standing.OfRollout(
            s.brief(),
            s.state(),
            Conduct.with(s.judges(), m.criterion(), step.judge()),
            Conduct.with(s.beside(), m.criterion(), beside));
    return next(judged, new Observation.Judged(findings), now);
  }

  /// Whether the canary is seen to have all the traffic, as it shall.
  private static boolean alone(State state) {
    Course course = state.course();
    Seen seen = course == null ? null : course.target().seen();
    return course != null
        && seen != null
        && seen.canary().weight() == 100
        && course.target().wanted().weight() == 100;
  }

  static Cd.@Nullable Analysis analysis(List<Cd.Analysis> all, String name) {
    for (Cd.Analysis a : all) {
      if (a.name().equals(name)) {
        return a;
      }
    }
    return null;
  }

  private static Step next(Standing.OfRollout s, Observation observation, Instant now) {
    Next next = Rollout.next(s.state(), observation, now);
    Standing.OfRollout after =
        new Standing.OfRollout(s.brief(), next.state(), s.judges(), s.beside());
    return new Step(after, effects(s.brief(), s.state(), next));
  }

  private static List<Effect> effects(Brief.OfRollout brief, @Nullable State before, Next next) {
    List<Effect> effects = new ArrayList<>();
    for (Action action : next.actions()) {
      effects.add(effect(brief, next.state(), action));
    }
    if (next.state() instanceof State.Healthy h && !(before instanceof State.Healthy)) {
      Spec spec = brief.spec();
      effects.add(
          new Effect.Deployed(
              brief.service(), spec.environment(), spec.canary(), h.at(), h.verified()));
    }
    return effects;
  }

  private static Effect effect(Brief.OfRollout brief, State state, Action action) {
    Pair pair = brief.pair();
    return switch (action) {
      case Action.Tell a -> new Effect.Tell(pair, a.order());
      case Action.Keep a -> new Effect.Keep(a.decision());
      case Action.AskApproval a ->
          new Effect.Notify("AwaitingApproval", "somebody has to approve " + a.scope(), a.at());
      case Action.Notify a -> new Effect.Notify(a.reason().text(), a.text(), a.at());
      case Action.PlaceHold a -> new Effect.Place(a.hold());
      case Action.VerifyRecovery a ->
          new Effect.Begin(back(brief, state, true, "recovery", a.troubleSince()));
      case Action.StartRollback a -> new Effect.Begin(back(brief, state, false, a.why(), a.at()));
    };
  }

  /// The rollback of what a rollout has brought.
  private static Brief.OfRollback back(
      Brief.OfRollout brief, State state, boolean there, String why, Instant since) {
    Spec spec = brief.spec();
    Course course = state.course();
    Instant traffic = course == null ? null : course.trafficSince();
    long generation = course == null ? brief.generation() : course.target().generation();
    String id = there ? Brief.OfRollback.recovery(spec.id()) : Brief.OfRollback.after(spec.id());
    Member member =
        new Member(
            brief.service(),
            spec.canary(),
            spec.stable(),
            Set.of(),
            spec.plan().capacity(),
            generation);
    return new Brief.OfRollback(
        new dev.sluice.release.rollback.Spec(
            id,
            List.of(member),
            why,
            false,
            brief.aftermath().onIncompatible(),
            brief.aftermath().checks(),
            brief.aftermath().within(),
            since,
            traffic == null ? since : traffic,
            spec.plan().limits().retryAfter()),
        spec.environment(),
        there,
        brief.aftermath().analyses());
  }
}
