package dev.sluice.engine.codec;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.source.Source;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.conduct.Aftermath;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Conduct;
import dev.sluice.release.conduct.Effect;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.conduct.Step;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.promotion.EntryCheck;
import dev.sluice.release.promotion.Hop;
import dev.sluice.release.rollback.Member;
import dev.sluice.release.rollout.Criterion;
import dev.sluice.release.rollout.Limits;
import dev.sluice.release.rollout.Observation;
import dev.sluice.release.rollout.Plan;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Random walks through the real machines. Everything that they take in and give out, and where
/// they stand, is shown to a visitor, with the type that it is read as.
final class Walks {
  private static final Instant START = Instant.parse("2026-12-20T23:30:00.123456789Z");
  private static final Release OLD = Dice.release("shop", 'a');
  private static final Release NEW = Dice.release("shop", 'b');

  private final Dice dice;
  private final BiConsumer<Class<?>, Object> visitor;
  private final Map<String, Stand> stands = new TreeMap<>();
  private Instant now = START;

  Walks(long seed, BiConsumer<Class<?>, Object> visitor) {
    dice = new Dice(seed);
    this.visitor = visitor;
  }

  void rollout(int steps) {
    Brief.OfRollout brief =
        new Brief.OfRollout(
            spec(), dice.holds(NEW, now), dice.below(9), List.of(analysis()), aftermath());
    stands.put("shop", new Stand(4, 0, 0));
    Standing standing = begin(brief);
    for (int i = 0; i < steps && standing.open(); i++) {
      pass();
      standing = take(standing, rolloutInput(brief.spec()));
    }
  }

  private Input rolloutInput(Spec spec) {
    Stand stand = stands.getOrDefault("shop", new Stand(1, 0, 0));
    stand.work(dice.below(4));
    return switch (dice.below(20)) {
      case 0 -> new Input.OfRollout(new Observation.Tick());
      case 1 ->
          new Input.OfRollout(
              new Observation.Approved(dice.approval(NEW, spec.scope(dice.below(8)), now)));
      case 2 -> new Input.OfRollout(new Observation.HoldsRead(now, dice.holds(NEW, now)));
      case 3 ->
          new Input.OfRollout(
              new Observation.Asked(
                  now,
                  dice.of(
                      List.of(
                          Observation.Command.RESUME,
                          Observation.Command.RESUME,
                          Observation.Command.PAUSE,
                          dice.oneIn(5) ? Observation.Command.ABORT : Observation.Command.RESUME)),
                  "ada",
                  ""));
      case 4 -> new Input.Measured("errors", List.of(dice.measured(now)));
      case 5, 6, 7, 8, 9, 10 ->
          new Input.OfRollout(new Observation.Judged(List.of(dice.finding("errors", now))));
      default -> {
        if (dice.oneIn(40)) {
          stand.meddle(dice.below(100));
        }
        yield new Input.OfRollout(new Observation.Looked(stand.look(now)));
      }
    };
  }

  private Spec spec() {
    Duration wait = Duration.ofSeconds(20, 5);
    Plan plan =
        new Plan(
            dice.of(List.of(Plan.Strategy.values())),
            4,
            dice.below(2),
            List.of(
                new dev.sluice.release.rollout.Step.Scale(Side.CANARY, 4),
                new dev.sluice.release.rollout.Step.SetMirror(10),
                new dev.sluice.release.rollout.Step.Pause(wait),
                new dev.sluice.release.rollout.Step.SetMirror(0),
                new dev.sluice.release.rollout.Step.SetWeight(20),
                new dev.sluice.release.rollout.Step.AwaitApproval(),
                new dev.sluice.release.rollout.Step.Analysis(List.of("errors")),
                new dev.sluice.release.rollout.Step.SetWeight(100),
                new dev.sluice.release.rollout.Step.Bake(wait),
                new dev.sluice.release.rollout.Step.Keep(wait),
                new dev.sluice.release.rollout.Step.Scale(Side.STABLE, 0)),
            List.of(
                new Criterion(
                    "errors", Criterion.Scope.SERVED, dice.of(List.of(Cd.OnNoData.values())))),
            new Limits(
                dice.oneIn(2) ? null : 1000L,
                Duration.ofMinutes(10),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Limits.DEFAULT.onOutsideChange()));
    return new Spec(
        "run-1", "production", OLD, NEW, plan, Rule.ANYONE_ELSE, Set.of("author", "another"));
  }

  private static Cd.Analysis analysis() {
    Source place = new Source("delivery.yaml", 7, 3);
    Origin origin = new Origin(place, Map.of("name", place.at(7, 9), "query", place.at(8, 5)));
    return new Cd.Analysis(
        origin,
        "errors",
        "prometheus",
        Cd.Compare.BASELINE,
        new Cd.Query(origin, "bad{x=\"é\"}", "total", null, null),
        new Cd.Tolerance(origin, 1.5, 0.002, Duration.ofMillis(1500)),
        null,
        null,
        Cd.OnNoData.HOLD,
        null);
  }

  private static Aftermath aftermath() {
    return new Aftermath(
        List.of("errors", "smoke"),
        List.of(analysis()),
        Duration.ofMinutes(5),
        ReleaseSafety.OnIncompatible.FREEZE);
  }

  void rollback(int steps) {
    Member shop = new Member("shop", NEW, OLD, Set.of("cart"), 4, 3);
    Member cart =
        new Member("cart", Dice.release("cart", 'b'), Dice.release("cart", 'a'), Set.of(), 2, 0);
    Brief.OfRollback brief =
        new Brief.OfRollback(
            new dev.sluice.release.rollback.Spec(
                "back-1",
                dice.oneIn(2) ? List.of(shop) : List.of(shop, cart),
                "errors are worse",
                dice.oneIn(3),
                dice.of(List.of(ReleaseSafety.OnIncompatible.values())),
                List.of("errors"),
                dice.oneIn(3) ? null : Duration.ofSeconds(30),
                now.minusSeconds(20),
                now.minusSeconds(60),
                Duration.ofSeconds(10)),
            "production",
            dice.oneIn(8),
            List.of(analysis()));
    stands.put("shop", new Stand(0, 4, 100));
    stands.put("cart", new Stand(0, 2, 100));
    Standing standing = begin(brief);
    for (int i = 0; i < steps && standing.open(); i++) {
      pass();
      standing = take(standing, rollbackInput());
    }
  }

  private Input rollbackInput() {
    String service = dice.of(List.of("shop", "cart"));
    Stand stand = stands.getOrDefault(service, new Stand(1, 0, 0));
    stand.work(dice.below(3));
    dev.sluice.release.rollback.Observation observation =
        switch (dice.below(12)) {
          case 0 -> new dev.sluice.release.rollback.Observation.Tick();
          case 1 -> schemas();
          case 2, 3 ->
              new dev.sluice.release.rollback.Observation.Checked(
                  List.of(dice.finding("errors", now)));
          default -> new dev.sluice.release.rollback.Observation.Looked(service, stand.look(now));
        };
    return dice.oneIn(10)
        ? new Input.Measured("errors", List.of(dice.measured(now), dice.measured(now)))
        : new Input.OfRollback(observation);
  }

  private dev.sluice.release.rollback.Observation schemas() {
    Map<String, Long> versions = Map.of("orders", dice.oneIn(6) ? 12L : 4L, "carts", 1L);
    return dice.oneIn(4)
        ? new dev.sluice.release.rollback.Observation.SchemasUnknown(
            now, "it says \"no\"", dice.oneIn(4))
        : new dev.sluice.release.rollback.Observation.SchemasRead(
            now, Map.of("shop", versions, "cart", versions));
  }

  void promotion(int steps) {
    LocalDate frozen = LocalDate.parse("2026-12-21");
    Hop hop =
        new Hop(
            "production",
            List.of("staging"),
            List.of(new EntryCheck("smoke", EntryCheck.Kind.JOB)),
            Duration.ofMinutes(1),
            dice.oneIn(2),
            dice.oneIn(3) ? null : new Rule(Set.of("leads"), 1, false, Duration.ofHours(1)),
            dice.oneIn(2) ? List.of() : List.of(new Hop.Freeze("holidays", frozen, frozen)));
    Standing standing =
        begin(new Brief.OfPromotion(Candidacy.of("pro-1", hop, NEW, Set.of("author"))));
    for (int i = 0; i < steps && standing.open(); i++) {
      pass();
      standing = take(standing, new Input.OfPromotion(promotionInput()));
    }
  }

  private dev.sluice.release.promotion.Observation promotionInput() {
    return switch (dice.below(16)) {
      case 0 -> new dev.sluice.release.promotion.Observation.Tick();
      case 1, 2, 3 ->
          new dev.sluice.release.promotion.Observation.Verified(
              "staging", NEW.id(), now, !dice.oneIn(5), "");
      case 4, 5 ->
          new dev.sluice.release.promotion.Observation.Checked(
              NEW.id(), List.of(dice.finding("smoke", now)));
      case 6, 7 ->
          new dev.sluice.release.promotion.Observation.Approved(
              dice.approval(NEW, "production", now));
      case 8 ->
          new dev.sluice.release.promotion.Observation.AskedFor(
              NEW.id(), new Candidacy.Asked("ada", now));
      case 9 ->
          new dev.sluice.release.promotion.Observation.Overridden(
              NEW.id(), new Candidacy.FreezeOverride("holidays", "ada", "it burns", now));
      case 10 ->
          dice.oneIn(3)
              ? new dev.sluice.release.promotion.Observation.Begun(NEW.id(), now)
              : new dev.sluice.release.promotion.Observation.Superseded("another", now);
      default -> new dev.sluice.release.promotion.Observation.HoldsRead(now, dice.holds(NEW, now));
    };
  }

  private void pass() {
    now = now.plusNanos(1_000_000_000L + dice.below(2_000_000_000));
  }

  private Standing begin(Brief brief) {
    visitor.accept(Brief.class, brief);
    return shown(Conduct.begin(brief, now));
  }

  private Standing take(Standing standing, Input input) {
    visitor.accept(Input.class, input);
    return shown(Conduct.next(standing, input, now));
  }

  private Standing shown(Step step) {
    for (Effect effect : step.effects()) {
      visitor.accept(Effect.class, effect);
      if (effect instanceof Effect.Tell tell) {
        Order order = tell.order();
        Stand stand = stands.get(tell.pair().service());
        if (stand != null) {
          stand.tell(order);
        }
      }
    }
    switch (step.standing()) {
      case Standing.OfRollout s ->
          visitor.accept(dev.sluice.release.rollout.State.class, s.state());
      case Standing.OfRollback s ->
          visitor.accept(dev.sluice.release.rollback.State.class, s.state());
      case Standing.OfPromotion s ->
          visitor.accept(dev.sluice.release.promotion.State.class, s.state());
    }
    return step.standing();
  }
}
