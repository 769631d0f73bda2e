package dev.sluice.release.rollout;

import static dev.sluice.release.rollout.Model.Event.APPROVE;
import static dev.sluice.release.rollout.Model.Event.NOT_WORSE;
import static dev.sluice.release.rollout.Model.Event.READY;
import static dev.sluice.release.rollout.Model.Event.SETTLE;
import static dev.sluice.release.rollout.Model.Event.TICK;
import static dev.sluice.release.rollout.Model.Event.WORSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.steering.Side;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The rules that hold always, tried on every order of events in a small world, and on long runs by
/// chance in a larger one. Orders are lost, late, doubled and overtaken; so are looks and findings.
class SafetyTest {
  private static final int MOST_STATES = 40_000;

  /// What may happen to messages; instances live and die only as they are told.
  private static final Set<Model.Event> STEADY =
      EnumSet.complementOf(
          EnumSet.of(Model.Event.CANARY_DIES, Model.Event.STABLE_DIES, Model.Event.OUTSIDE_WEIGHT));

  /// What happens on a good day.
  private static final List<Model.Event> GOOD =
      List.of(TICK, Model.Event.LOOK, Model.Event.DELIVER_OLDEST, NOT_WORSE, APPROVE, READY);

  @Test
  void noOrderOfMessagesBreaksARule() {
    int states = search(STEADY);
    assertThat(states).isGreaterThan(MOST_STATES / 2);
  }

  @Test
  void noDeathOfInstancesAndNoOutsideChangeBreaksARule() {
    Set<Model.Event> all = EnumSet.allOf(Model.Event.class);
    all.removeAll(Set.of(Model.Event.DELIVER_TWICE, Model.Event.LATE_NOT_WORSE));
    int states = search(all);
    assertThat(states).isGreaterThan(MOST_STATES / 2);
  }

  /// Two ways through a rollout. The search begins at each place on them, so that it comes to
  /// everything that can go wrong anywhere within a few events.
  private static final List<List<Model.Event>> WAYS =
      List.of(
          List.of(
              SETTLE, SETTLE, SETTLE, TICK, NOT_WORSE, APPROVE, SETTLE, TICK, NOT_WORSE, SETTLE),
          List.of(SETTLE, SETTLE, SETTLE, NOT_WORSE, APPROVE, SETTLE, WORSE, SETTLE, SETTLE));

  @Test
  void theWaysEndAsTheyShould() {
    List<Class<?>> ends =
        WAYS.stream()
            .map(way -> {
              Model model = new Model(Model.small());
              way.forEach(model::happen);
              return model.state.getClass();
            })
            .collect(Collectors.toList());
    assertThat(ends).isEqualTo(List.of(State.Healthy.class, State.Degraded.class));
  }

  private static int search(Set<Model.Event> events) {
    Deque<Model> open = new ArrayDeque<>();
    Set<String> known = new HashSet<>();
    for (List<Model.Event> way : WAYS) {
      Model model = new Model(Model.small());
      for (Model.Event event : way) {
        model.happen(event);
        open.add(model.copy());
      }
    }
    while (!open.isEmpty() && known.size() < MOST_STATES) {
      Model model = open.remove();
      for (Model.Event event : events) {
        Model next = model.copy();
        next.happen(event);
        assertThat(next.broken).as("after %s", next.path).isEmpty();
        if (known.add(next.key())) {
          open.add(next);
        }
      }
    }
    return known.size();
  }

  @Test
  void longRunsByChanceBreakNoRule() {
    int ended = 0;
    int healthy = 0;
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom chance = new SplittableRandom(seed);
      Model model = new Model(seed % 2 == 0 ? Model.small() : large(seed));
      model.tick = 5;
      model.world.quick = seed % 3 != 0;
      for (int i = 0; i < 800; i++) {
        Model.Event event = draw(chance, seed);
        model.happen(event);
        assertThat(model.broken).as("seed %s after %s", seed, model.path).isEmpty();
      }
      healthy += model.state instanceof State.Healthy ? 1 : 0;
      ended += model.state instanceof State.Forward ? 0 : 1;
    }
    assertThat(ended).isGreaterThan(300);
    assertThat(healthy).isGreaterThan(150);
  }

  /// Mostly what happens on a good day; the rest by the seed: some runs see no abort and no outside
  /// change, so that they get far.
  private static Model.Event draw(SplittableRandom chance, int seed) {
    if (chance.nextInt(100) < 80) {
      return GOOD.get(chance.nextInt(GOOD.size()));
    }
    List<Model.Event> all = List.of(Model.Event.values());
    Model.Event event = all.get(chance.nextInt(all.size()));
    boolean calm =
        seed % 4 != 0 && (event == Model.Event.ABORT || event == WORSE || !STEADY.contains(event));
    return calm ? Model.Event.TICK : event;
  }

  private static Plan large(int seed) {
    Limits limits =
        new Limits(
            seed % 5 == 0 ? 3000L : null,
            Duration.ofMinutes(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            seed % 7 == 0 ? Cd.OnOutsideChange.HOLD : Cd.OnOutsideChange.RESTORE);
    return new Plan(
        Plan.Strategy.CANARY,
        4,
        0,
        List.of(
            new Step.Scale(Side.CANARY, 1),
            new Step.SetWeight(10),
            new Step.Pause(Duration.ofSeconds(30)),
            new Step.AwaitApproval(),
            new Step.Scale(Side.CANARY, 2),
            new Step.SetWeight(50),
            new Step.Pause(Duration.ofSeconds(30)),
            new Step.Scale(Side.CANARY, 4),
            new Step.SetWeight(100),
            new Step.Bake(Duration.ofSeconds(30)),
            new Step.Scale(Side.STABLE, 0)),
        List.of(new Criterion("errors", Criterion.Scope.SERVED, Cd.OnNoData.HOLD)),
        limits);
  }
}
