package dev.sluice.release.rollback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flow.delivery.ReleaseSafety.OnIncompatible;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.rollout.World;
import dev.sluice.release.steering.Order;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.Releases;
import dev.sluice.release.unit.SchemaRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollbackTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant RELEASED = START.minusSeconds(3600);

  private final Map<String, World> worlds = new LinkedHashMap<>();
  private final List<Action> actions = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private Instant now = START;
  private State state =
      new State.Checking(spec(OnIncompatible.FREEZE, member("shop")), START, null);

  @BeforeEach
  void oneService() {
    begin(spec(OnIncompatible.FREEZE, member("shop")));
  }

  private void begin(Spec spec) {
    actions.clear();
    told.clear();
    worlds.clear();
    now = START;
    spec.members().forEach(m -> worlds.put(m.service(), serving()));
    Next next = Rollback.start(spec, now);
    actions.addAll(next.actions());
    state = next.state();
  }

  private static World serving() {
    World world = new World(4);
    world.weight = 100;
    world.canary = 4;
    world.canaryReady = 4;
    world.stable = 0;
    world.stableReady = 0;
    return world;
  }

  private static Member member(String service, String... dependsOn) {
    return new Member(
        service,
        Releases.of(service, 'b', "v2", new SchemaRange(3, 9)),
        Releases.of(service, 'a', "v1", new SchemaRange(1, 4)),
        Set.of(dependsOn),
        4,
        0);
  }

  private static Spec spec(OnIncompatible onIncompatible, Member... members) {
    return spec(onIncompatible, false, List.of("errors"), members);
  }

  private static Spec spec(
      OnIncompatible onIncompatible, boolean drill, List<String> checks, Member... members) {
    return new Spec(
        "back-1",
        List.of(members),
        "errors are worse",
        drill,
        onIncompatible,
        checks,
        Duration.ofMinutes(10),
        START.minusSeconds(20),
        RELEASED,
        Duration.ofSeconds(10));
  }

  private World world(String service) {
    return requireNonNull(worlds.get(service));
  }

  private void see(Observation observation) {
    Next next = Rollback.next(state, observation, now);
    state = next.state();
    for (Action action : next.actions()) {
      actions.add(action);
      if (action instanceof Action.Tell tell) {
        told.add(tell.service() + " " + tell.order());
        world(tell.service()).onTheWay.add(tell.order());
      }
    }
    if (state instanceof State.Returned) {
      state = Rollback.verify(state.spec(), now).state();
    }
  }

  private void schemasAt(long version) {
    see(read(now, version));
  }

  private Observation.SchemasRead read(Instant at, long version) {
    Map<String, Map<String, Long>> versions = new LinkedHashMap<>();
    worlds.keySet().forEach(service -> versions.put(service, Map.of("orders", version)));
    return new Observation.SchemasRead(at, versions);
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(5);
      worlds.forEach((service, world) -> {
        world.deliver();
        see(new Observation.Looked(service, world.look(now)));
      });
      see(new Observation.Tick());
    }
  }

  private void check(Finding.Kind kind, Instant at, Instant baselineUntil) {
    check("errors", kind, at, baselineUntil);
  }

  private void check(String name, Finding.Kind kind, Instant at, Instant baselineUntil) {
    see(
        new Observation.Checked(
            List.of(new Finding(name, at, kind, "", 100, null, null, baselineUntil, null))));
  }

  private <A extends Action> Stream<A> all(Class<A> type) {
    return actions.stream().filter(type::isInstance).map(type::cast);
  }

  @Test
  void wholeReleaseGoesBackAsFastAsTheGoodOneCanTakeItAndTheBadOneGoesLast() {
    World world = world("shop");
    world.quick = false;
    schemasAt(4);
    ticks(3);
    assertThat(world.stable).isEqualTo(4);
    assertThat(world.weight).isEqualTo(100);
    world.stableReady = 1;
    ticks(2);
    assertThat(world.weight).isEqualTo(74);
    world.allReady();
    ticks(3);
    assertThat(world.weight).isZero();
    ticks(2);
    assertThat(world.canary).isZero();
    assertThat(world.harm).isEmpty();
    assertThat(state).isInstanceOf(State.Recovering.class);
  }

  @Test
  void itIsDoneOnlyWhenTheChecksPassAgainstTheTimeBeforeTheRelease() {
    schemasAt(4);
    ticks(8);
    check(Finding.Kind.NOT_WORSE, now.minusSeconds(60), RELEASED);
    ticks(1);
    check(Finding.Kind.NOT_WORSE, now, RELEASED.plusSeconds(600));
    ticks(1);
    check(Finding.Kind.UNDECIDED, now, RELEASED);
    assertThat(state).isInstanceOf(State.Recovering.class);
    ticks(1);
    check(Finding.Kind.NOT_WORSE, now, RELEASED);
    assertThat(state)
        .isInstanceOfSatisfying(
            State.Recovered.class,
            r -> {
              assertThat(r.proven()).isTrue();
              assertThat(r.timeToRecover()).isEqualTo(Duration.between(START, now).plusSeconds(20));
            });
  }

  @Test
  void withoutChecksTrafficIsBackAndNothingIsProven() {
    begin(spec(OnIncompatible.FREEZE, false, List.of(), member("shop")));
    schemasAt(4);
    ticks(8);
    assertThat(state)
        .isInstanceOfSatisfying(State.Recovered.class, r -> assertThat(r.proven()).isFalse());
  }

  @Test
  void recoveryThatNothingShowsIsToldOfOnceAndEndsAsNotRecovered() {
    schemasAt(4);
    ticks(300);
    assertThat(all(Action.Notify.class)).hasSize(1);
    assertThat(state).isInstanceOf(State.Recovering.class);
    check(Finding.Kind.UNDECIDED, now, RELEASED);
    ticks(80);
    assertThat(all(Action.Notify.class)).hasSize(2);
    assertThat(state)
        .isInstanceOfSatisfying(
            State.NotRecovered.class,
            s -> {
              assertThat(s.open()).containsExactly("errors");
              assertThat(s.findings()).singleElement().returns("errors", Finding::name);
              assertThat(Duration.between(s.backAt(), s.at()))
                  .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
            });
    check(Finding.Kind.NOT_WORSE, now, RELEASED);
    assertThat(state).as("an end is an end").isInstanceOf(State.NotRecovered.class);
  }

  @Test
  void whatIsBackLeavesItsTargetAndRecoveryToARunOfItsOwn() {
    schemasAt(4);
    ticks(8);
    assertThat(all(Action.VerifyRecovery.class)).hasSize(1);
    State returned = new State.Returned(state.spec(), now);
    for (Observation late :
        List.of(
            new Observation.Tick(),
            new Observation.Looked("shop", world("shop").look(now)),
            read(now, 9))) {
      assertThat(Rollback.next(returned, late, now)).isEqualTo(new Next(returned, List.of()));
    }
  }

  @Test
  void everyServiceOfAGroupHasToPassItsOwnChecks() {
    begin(spec(OnIncompatible.FREEZE, member("orders"), member("shop", "orders")));
    schemasAt(4);
    ticks(20);
    check("errors", Finding.Kind.NOT_WORSE, now, RELEASED);
    ticks(1);
    check("shop/errors", Finding.Kind.NOT_WORSE, now, RELEASED);
    assertThat(state).isInstanceOf(State.Recovering.class);
    ticks(1);
    check("orders/errors", Finding.Kind.NOT_WORSE, now, RELEASED);
    assertThat(state)
        .isInstanceOfSatisfying(State.Recovered.class, r -> assertThat(r.proven()).isTrue());
  }

  @Test
  void acrossAnIncompatibleSchemaNothingIsTouched() {
    schemasAt(5);
    ticks(10);
    assertThat(state).isInstanceOf(State.Refused.class);
    assertThat(told).isEmpty();
    assertThat(all(Action.Freeze.class)).hasSize(1);

    begin(spec(OnIncompatible.ROLL_FORWARD, member("shop")));
    schemasAt(5);
    assertThat(all(Action.RollForward.class)).hasSize(1);
    assertThat(all(Action.Freeze.class)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void groupThatWouldBreakTheDataIsFrozenAsAWhole() {
    begin(spec(OnIncompatible.FREEZE, member("orders"), member("shop", "orders")));
    schemasAt(5);
    assertThat(all(Action.Freeze.class))
        .extracting(Action.Freeze::service)
        .containsExactly("orders", "shop");
  }

  @Test
  void drillThatFindsTheDataIncompatibleStopsNobody() {
    begin(spec(OnIncompatible.FREEZE, true, List.of("errors"), member("shop")));
    schemasAt(5);
    assertThat(state).isInstanceOf(State.Refused.class);
    assertThat(all(Action.Freeze.class)).isEmpty();
    assertThat(all(Action.Notify.class)).hasSize(1);
  }

  @Test
  void oneServiceThatCannotReadTheDataKeepsTheWholeGroup() {
    Release wide = Releases.of("shop", 'a', "v1", new SchemaRange(1, 9));
    Member shop = new Member("shop", member("shop").bad(), wide, Set.of(), 4, 0);
    begin(spec(OnIncompatible.FREEZE, shop, member("cart")));
    schemasAt(5);
    ticks(10);
    assertThat(state).isInstanceOf(State.Refused.class);
    assertThat(told).isEmpty();
  }

  @Test
  void schemaOfWhichNothingIsKnownIsWaitedForAndNotGuessed() {
    ticks(100);
    see(new Observation.SchemasUnknown(now, "the database does not answer", false));
    assertThat(state)
        .isInstanceOfSatisfying(
            State.Checking.class,
            s -> assertThat(s.unknown()).isEqualTo("the database does not answer"));
    assertThat(told).isEmpty();
    see(read(START.minusSeconds(1), 4));
    assertThat(state).as("what was read before says nothing").isInstanceOf(State.Checking.class);
    see(new Observation.SchemasRead(now, Map.of()));
    assertThat(state).isInstanceOf(State.Refused.class);
  }

  @Test
  void schemasThatNobodyCanTellRefuseItInTheEndAndFreezeNobody() {
    see(new Observation.SchemasUnknown(START, "the database does not answer", false));
    ticks(121);
    assertThat(state)
        .isInstanceOfSatisfying(
            State.Refused.class, s -> assertThat(s.why()).contains("does not answer"));
    assertThat(all(Action.Freeze.class)).isEmpty();
    assertThat(all(Action.Notify.class)).hasSize(1);

    begin(spec(OnIncompatible.FREEZE, member("shop")));
    see(new Observation.SchemasUnknown(START, "there is no such command", true));
    assertThat(state).as("asking again can't help").isInstanceOf(State.Refused.class);
    assertThat(told).isEmpty();
  }

  @Test
  void thoseThatCallOthersGoBackFirst() {
    Member orders = member("orders");
    begin(spec(OnIncompatible.FREEZE, orders, member("shop", "orders"), member("web", "shop")));
    schemasAt(4);
    ticks(30);
    assertThat(state).isInstanceOf(State.Recovering.class);
    assertThat(told.stream().map(t -> t.substring(0, t.indexOf(' '))).distinct())
        .containsExactly("web", "shop", "orders");
    String webAtNothing = told.stream().filter(t -> t.startsWith("web SetW")).toList().getLast();
    String shop = told.stream().filter(t -> t.startsWith("shop ")).toList().getFirst();
    assertThat(told.indexOf(shop)).isGreaterThan(told.indexOf(webAtNothing));
  }

  @Test
  void servicesThatCallEachOtherInACircleAreRefused() {
    assertThatThrownBy(() -> spec(OnIncompatible.FREEZE, member("a", "b"), member("b", "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsTakenBackIsOnHoldUnlessItIsADrill() {
    assertThat(all(Action.PlaceHold.class)).hasSize(1);
    begin(spec(OnIncompatible.FREEZE, true, List.of(), member("shop")));
    assertThat(all(Action.PlaceHold.class)).isEmpty();
  }

  @Test
  void afterAnAbortedRolloutOnlyRecoveryIsLeftToFindOut() {
    state = Rollback.verify(spec(OnIncompatible.FREEZE, member("shop")), now).state();
    ticks(5);
    assertThat(told).isEmpty();
    check(Finding.Kind.NOT_WORSE, now, RELEASED);
    assertThat(state).isInstanceOf(State.Recovered.class);
  }

  @Test
  void oneGoesBackToTheLastReleaseThatWasVerifiedAndIsNotHeld() {
    Release first = Releases.of('1');
    Release second = Releases.of('2');
    Release bad = Releases.of('4');
    List<Deployed> history =
        List.of(
            new Deployed(first, START, true),
            new Deployed(second, START, true),
            new Deployed(Releases.of('3'), START, false),
            new Deployed(bad, START, true));
    assertThat(Deployed.lastVerified(history, bad, Holds.NONE)).isEqualTo(second);
    Hold held = Hold.afterRollback("x", second, first, START, "bad");
    assertThat(Deployed.lastVerified(history, bad, Holds.NONE.with(held))).isEqualTo(first);
    assertThat(Deployed.lastVerified(history.subList(2, 4), bad, Holds.NONE)).isNull();
  }

  @Test
  void noLossDelayOrDoublingOfMessagesHarmsAnybody() {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom chance = new SplittableRandom(seed);
      begin(spec(OnIncompatible.FREEZE, member("orders"), member("shop", "orders")));
      worlds.values().forEach(w -> w.quick = false);
      schemasAt(4);
      List<Observation> late = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        now = now.plusSeconds(chance.nextInt(8));
        disturb(chance, chance.nextBoolean() ? "shop" : "orders", late);
        for (World world : worlds.values()) {
          assertThat(world.harm).as("seed %s, after %s", seed, told).isEmpty();
        }
      }
      worlds.values().forEach(w -> w.quick = true);
      worlds.values().forEach(World::allReady);
      ticks(60);
      assertThat(state).as("seed %s", seed).isInstanceOf(State.Recovering.class);
      assertThat(all(Action.VerifyRecovery.class)).as("seed %s", seed).hasSize(1);
      now = now.plus(Duration.ofHours(2));
      ticks(1);
      assertThat(state).as("seed %s", seed).isInstanceOf(State.NotRecovered.class);
    }
  }

  private void disturb(SplittableRandom chance, String service, List<Observation> late) {
    World world = world(service);
    List<Order> way = world.onTheWay;
    switch (chance.nextInt(11)) {
      case 8 -> see(read(now, 1 + chance.nextInt(9)));
      case 9 -> check(service + "/errors", Finding.Kind.UNDECIDED, now, RELEASED);
      case 0, 1 -> see(new Observation.Looked(service, world.look(now)));
      case 2 -> late.add(new Observation.Looked(service, world.look(now)));
      case 3 ->
          late.stream().skip(chance.nextInt(late.size() + 1)).findFirst().ifPresent(this::see);
      case 4 -> world.deliver();
      case 5 -> {
        if (!way.isEmpty()) {
          world.apply(way.get(chance.nextInt(way.size())));
        }
      }
      case 6 -> {
        if (!way.isEmpty()) {
          way.remove(chance.nextInt(way.size()));
        }
      }
      case 7 -> world.allReady();
      default -> see(new Observation.Tick());
    }
  }
}
