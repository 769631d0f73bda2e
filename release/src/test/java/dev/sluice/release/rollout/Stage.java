package dev.sluice.release.rollout;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.approval.Approval;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.Releases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rollout in a world of its own, with a clock that goes five seconds a tick.
final class Stage {
  static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  static final Release OLD = Releases.of('a');
  static final Release NEW = Releases.of('b');
  static final Duration MINUTE = Duration.ofMinutes(1);

  final Plan plan;
  final World world;
  final List<Action> actions = new ArrayList<>();
  final List<Integer> weights = new ArrayList<>();
  State state;
  Instant now = START;
  Finding.@Nullable Kind judged = Finding.Kind.NOT_WORSE;
  boolean delivers = true;
  boolean looks = true;

  Stage(Plan plan) {
    this(plan, Holds.NONE);
  }

  Stage(Plan plan, Holds holds) {
    this.plan = plan;
    world = new World(plan.capacity());
    Next first = Rollout.start(spec(plan), holds, 0, now);
    state = first.state();
    actions.addAll(first.actions());
  }

  static Spec spec(Plan plan) {
    return new Spec("run-1", "production", OLD, NEW, plan, Rule.ANYONE_ELSE, Set.of("author"));
  }

  /// 5 % and 50 %, each for a minute, then all, judged for a minute.
  static Plan canary(Limits limits) {
    return canary(limits, Cd.OnNoData.HOLD);
  }

  static Plan canary(Limits limits, Cd.OnNoData onNoData) {
    return plan(
        limits,
        onNoData,
        new Step.Scale(Side.CANARY, 1),
        new Step.SetWeight(5),
        new Step.Pause(MINUTE),
        new Step.Scale(Side.CANARY, 2),
        new Step.SetWeight(50),
        new Step.Pause(MINUTE),
        new Step.Scale(Side.CANARY, 4),
        new Step.SetWeight(100),
        new Step.Bake(MINUTE),
        new Step.Scale(Side.STABLE, 0));
  }

  static Plan plan(Limits limits, Cd.OnNoData onNoData, Step... steps) {
    return new Plan(
        Plan.Strategy.CANARY,
        4,
        0,
        List.of(steps),
        List.of(new Criterion("errors", Criterion.Scope.SERVED, onNoData)),
        limits);
  }

  void see(Observation observation) {
    Next next = Rollout.next(state, observation, now);
    state = next.state();
    for (Action action : next.actions()) {
      actions.add(action);
      if (action instanceof Action.Tell tell) {
        world.onTheWay.add(tell.order());
      }
    }
  }

  /// Five seconds pass: orders arrive, the target is looked at, the criterion is judged.
  void tick() {
    now = now.plusSeconds(5);
    if (delivers) {
      world.deliver();
    }
    if (weights.isEmpty() || weights.getLast() != world.weight) {
      weights.add(world.weight);
    }
    world.exposed += world.weight;
    if (looks) {
      see(new Observation.Looked(world.look(now)));
    }
    Finding.Kind kind = judged;
    if (kind != null) {
      see(
          new Observation.Judged(
              plan.criteria().stream().map(c -> finding(c.name(), kind, now)).toList()));
    }
    see(new Observation.Tick());
  }

  void run(Duration duration) {
    for (long left = duration.toSeconds(); left > 0; left -= 5) {
      tick();
    }
  }

  /// Runs until something holds, an hour at most.
  void until(Predicate<Stage> reached) {
    for (int i = 0; i < 720 && !reached.test(this); i++) {
      tick();
    }
  }

  void ask(Observation.Command command) {
    see(new Observation.Asked(now, command, "ann", "asked"));
  }

  void approve(int step, Release release) {
    String scope = spec(plan).scope(step);
    see(new Observation.Approved(new Approval("ann", Set.of(), release.id(), scope, now)));
  }

  static Finding finding(String name, Finding.Kind kind, Instant at) {
    long samples = kind == Finding.Kind.NO_DATA ? 0 : 100;
    return new Finding(name, at, kind, kind.name(), samples, null, null, null, null);
  }

  <A extends Action> Stream<A> all(Class<A> type) {
    return actions.stream().filter(type::isInstance).map(type::cast);
  }

  Holds holds() {
    List<Hold> all = all(Action.PlaceHold.class).map(Action.PlaceHold::hold).toList();
    return new Holds(all);
  }

  boolean over() {
    return state instanceof State.Healthy || state instanceof State.Degraded;
  }
}
