package dev.sluice.engine.drive;

import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Committed;
import dev.sluice.engine.store.Message;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import dev.sluice.engine.store.Store;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Conduct;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.conduct.Step;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.promotion.Candidacy;
import dev.sluice.release.promotion.Observation;
import dev.sluice.release.promotion.State;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.unit.Release;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// One turn of a run: it takes in what is new, and what comes of that is kept in one transaction.
/// It lives for one call.
final class Turn {
  private final Carried carried;
  private final Store store;
  private final Launch launch;
  private final InstantSource clock;
  private final Ledger ledger;
  private Standing standing;
  private long inbox;
  private boolean given;

  Turn(Carried carried, Store store, Launch launch, InstantSource clock) {
    this.carried = carried;
    this.store = store;
    this.launch = launch;
    this.clock = clock;
    this.ledger = Ledger.of(carried.run());
    this.standing = carried.standing();
    this.inbox = carried.run().inboxUpTo();
  }

  /// Takes in what people and other runs have sent. What can't be read is put aside: it would stop
  /// the run for ever.
  void read() {
    for (Message message : store.inbox(carried.run().id(), inbox)) {
      Input input = read(message);
      if (input != null) {
        give(input);
      }
      inbox = message.seq();
    }
  }

  private @Nullable Input read(Message message) {
    try {
      return Codec.read(message.json(), Input.class);
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      ledger.setAside(message, why, carried.hear(clock.instant()));
      return null;
    }
  }

  /// Takes in what is on hold, when it has changed.
  void holds() {
    if (!carried.holdsAre(store.holdsVersion())) {
      return;
    }
    Instant now = carried.hear(clock.instant());
    switch (standing) {
      case Standing.OfRollout rollout -> barred(rollout, now);
      case Standing.OfPromotion _ ->
          give(new Input.OfPromotion(new Observation.HoldsRead(now, store.holds())));
      case Standing.OfRollback _ -> {}
    }
  }

  /// A rollout is told only of what bars its release, and only when that has changed: else every
  /// run would write down every hold again whenever there is a new one.
  private void barred(Standing.OfRollout rollout, Instant now) {
    Holds barring =
        new Holds(store.holds().on(rollout.brief().spec().canary(), rollout.brief().environment()));
    if (carried.isBarredBy(barring)) {
      give(new Input.OfRollout(new dev.sluice.release.rollout.Observation.HoldsRead(now, barring)));
    }
  }

  /// Takes in that somebody has asked for another release to be promoted after this one, or for the
  /// same by newer rules. Otherwise an older release could enter over a newer one.
  void superseded() {
    if (!(standing instanceof Standing.OfPromotion promotion)) {
      return;
    }
    Brief.OfPromotion brief = promotion.brief();
    RunFilter newest =
        RunFilter.all(1).of(RunKind.PROMOTION).on(brief.service(), brief.environment());
    for (Run run : store.runs(newest)) {
      if (run.createdAt().isAfter(carried.run().createdAt())) {
        give(new Input.OfPromotion(new Observation.Superseded(run.id(), run.createdAt())));
      }
    }
  }

  /// Takes in how a release that wants to be promoted did in the environments below.
  void below() {
    if (!(standing instanceof Standing.OfPromotion promotion)) {
      return;
    }
    Candidacy candidacy = promotion.state().candidacy();
    Release release = candidacy.release();
    for (String environment : candidacy.hop().from()) {
      Deployed last = null;
      for (Deployed deployed : store.deployed(release.service(), environment)) {
        last = deployed.release().equals(release) ? deployed : last;
      }
      if (last != null && !knows(candidacy, environment, last)) {
        String why = last.verified() ? "verified" : "its bake ended without data";
        give(
            new Input.OfPromotion(
                new Observation.Verified(
                    environment, release.id(), last.at(), last.verified(), why)));
      }
    }
  }

  private static boolean knows(Candidacy candidacy, String environment, Deployed deployed) {
    return candidacy.below().stream()
        .anyMatch(b -> b.environment().equals(environment) && !b.at().isBefore(deployed.at()));
  }

  /// Lets time pass, unless something was taken in already: that did.
  void tick() {
    if (!given) {
      give(time());
    }
    if (standing instanceof Standing.OfPromotion promotion
        && promotion.state() instanceof State.Eligible) {
      promote(promotion, carried.hear(clock.instant()));
    }
  }

  private Input time() {
    return (switch (standing) {
      case Standing.OfRollout _ ->
          new Input.OfRollout(new dev.sluice.release.rollout.Observation.Tick());
      case Standing.OfRollback _ ->
          new Input.OfRollback(new dev.sluice.release.rollback.Observation.Tick());
      case Standing.OfPromotion _ -> new Input.OfPromotion(new Observation.Tick());
    });
  }

  /// Takes an input in. One that changes nothing leaves no trace, nor does one that comes when all
  /// is over.
  void give(Input input) {
    given = true;
    if (!standing.open()) {
      return;
    }
    Instant now = carried.hear(clock.instant());
    Step step = Conduct.next(standing, input, now);
    if (step.effects().isEmpty() && step.standing().equals(standing)) {
      return;
    }
    ledger.heard(input, now);
    ledger.take(step.effects(), now);
    standing = step.standing();
    if (!standing.open()) {
      ledger.publish(standing, now);
    }
  }

  /// Begins the rollout of a release that was let in, in the same transaction.
  private void promote(Standing.OfPromotion promotion, Instant now) {
    Release release = promotion.state().candidacy().release();
    Brief.OfRollout brief = launch.rollout(carried.run(), release, now);
    if (brief != null) {
      ledger.open(Ledger.opening(brief, carried.run().createdBy(), now));
      give(new Input.OfPromotion(new Observation.Begun(release.id(), now)));
    }
  }

  Standing standing() {
    return standing;
  }

  /// Whether there is something to keep.
  boolean changed() {
    carried.notes().forEach(ledger::keep);
    return !ledger.empty() || inbox != carried.run().inboxUpTo();
  }

  /// Keeps what came of it.
  ///
  /// @return the run as it is now, or null when it is somebody else's
  @Nullable Run commit(Instant due, Instant until) {
    Run run = carried.run();
    Instant now = clock.instant();
    Committed committed = store.commit(ledger.commit(run, standing, now, due, until, inbox));
    return switch (committed) {
      case Committed.Kept kept -> kept.run();
      case Committed.Lost _, Committed.Refused _ -> null;
    };
  }
}
