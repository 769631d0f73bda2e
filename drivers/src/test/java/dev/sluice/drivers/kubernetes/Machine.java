package dev.sluice.drivers.kubernetes;

import dev.sluice.release.approval.Rule;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.rollout.Action;
import dev.sluice.release.rollout.Limits;
import dev.sluice.release.rollout.Next;
import dev.sluice.release.rollout.Observation;
import dev.sluice.release.rollout.Plan;
import dev.sluice.release.rollout.Rollout;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.rollout.State;
import dev.sluice.release.rollout.Step;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Has the machine of rollouts steer a real target: whether what the target says is what the
/// machine waits for.
public final class Machine {
  private static final Limits LIMITS =
      new Limits(
          null,
          Duration.ofMinutes(2),
          Duration.ZERO,
          Duration.ofMinutes(1),
          Duration.ofSeconds(3),
          Limits.DEFAULT.onOutsideChange());

  private final TrafficTarget target;
  private final Pair pair;
  private final List<String> said = new ArrayList<>();
  private int highest;

  public Machine(TrafficTarget target, Pair pair) {
    this.target = target;
    this.pair = pair;
  }

  /// Rolls out to the end.
  ///
  /// @param abortAt share of the canary at which somebody asks to take it back; above 100 for never
  public State run(List<Integer> weights, int abortAt) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    Next next = Rollout.start(spec(weights), Holds.NONE, 0, Instant.now());
    boolean asked = false;
    while (!(next.state() instanceof State.Healthy || next.state() instanceof State.Degraded)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(next.state().reason() + " " + said);
      }
      next = step(next.state());
      if (highest >= abortAt && !asked) {
        asked = true;
        Instant now = Instant.now();
        next =
            act(
                Rollout.next(
                    next.state(),
                    new Observation.Asked(now, Observation.Command.ABORT, "test", "it is a test"),
                    now));
      }
      Thread.sleep(150);
    }
    return next.state();
  }

  /// The largest share that the canary was seen to have.
  public int highest() {
    return highest;
  }

  private Spec spec(List<Integer> weights) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Scale(Side.CANARY, 3));
    weights.forEach(weight -> steps.add(new Step.SetWeight(weight)));
    steps.add(new Step.SetWeight(100));
    steps.add(new Step.Scale(Side.STABLE, 0));
    Plan plan = new Plan(Plan.Strategy.CANARY, 3, 0, steps, List.of(), LIMITS);
    return new Spec(
        "r1", "production", pair.stable(), pair.canary(), plan, Rule.ANYONE_ELSE, Set.of());
  }

  private Next step(State state) throws InterruptedException {
    try {
      Seen seen = target.look(pair);
      highest = Math.max(highest, seen.canary().weight());
      return act(Rollout.next(state, new Observation.Looked(seen), Instant.now()));
    } catch (PortException e) {
      passing(e);
      return act(Rollout.next(state, new Observation.Tick(), Instant.now()));
    }
  }

  private Next act(Next next) throws InterruptedException {
    for (Action action : next.actions()) {
      if (action instanceof Action.Tell tell) {
        said.add(tell.order().toString());
        try {
          target.tell(pair, tell.order());
        } catch (PortException e) {
          passing(e);
        }
      }
    }
    return next;
  }

  private void passing(PortException e) {
    if (e.isTerminal()) {
      throw new AssertionError(e);
    }
    said.add(String.valueOf(e.getMessage()));
  }
}
