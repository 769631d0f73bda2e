package dev.sluice.engine.drive;

import dev.sluice.engine.codec.Codec;
import dev.sluice.engine.store.Commit;
import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.Entry;
import dev.sluice.engine.store.Message;
import dev.sluice.engine.store.Opening;
import dev.sluice.engine.store.Outgoing;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunKind;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Conduct;
import dev.sluice.release.conduct.Effect;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Standing;
import dev.sluice.release.conduct.Step;
import dev.sluice.release.decision.Decision;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.rollback.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one transaction is to keep, while it is put together: inputs, decisions, and all that comes
/// of effects.
final class Ledger {
  private final String run;
  private final String by;
  private final List<Entry> inputs = new ArrayList<>();
  private final List<Entry> decisions = new ArrayList<>();
  private final List<Outgoing> outgoing = new ArrayList<>();
  private final List<Hold> holds = new ArrayList<>();
  private final List<Opening> openings = new ArrayList<>();
  private final List<Deployment> deployments = new ArrayList<>();
  private final SortedMap<String, Long> generations = new TreeMap<>();
  private long last;

  private Ledger(String run, String by, long last) {
    this.run = run;
    this.by = by;
    this.last = last;
  }

  /// For the next commit of a run.
  static Ledger of(Run run) {
    return new Ledger(run.id(), run.createdBy(), run.last());
  }

  /// What begins a run.
  ///
  /// @param by who began it
  static Opening opening(Brief brief, String by, Instant now) {
    Ledger ledger = new Ledger(brief.id(), by, 0);
    ledger.inputs.add(new Entry(++ledger.last, now, Begun.write(brief)));
    Step first = Conduct.begin(brief, now);
    ledger.take(first.effects(), now);
    Standing standing = first.standing();
    if (!standing.open()) {
      ledger.publish(standing, now);
    }
    RunKind kind = kind(brief);
    return new Opening(
        brief.id(),
        kind,
        brief.service(),
        brief.environment(),
        kind.steers() ? occupied(brief) : new TreeSet<>(),
        now,
        by,
        state(standing),
        standing.phase(),
        standing.open(),
        now,
        ledger.inputs,
        ledger.decisions,
        ledger.outgoing,
        ledger.holds,
        ledger.generations);
  }

  private static RunKind kind(Brief brief) {
    return switch (brief) {
      case Brief.OfRollout _ -> RunKind.ROLLOUT;
      case Brief.OfRollback b -> b.back() ? RunKind.RECOVERY : RunKind.ROLLBACK;
      case Brief.OfPromotion _ -> RunKind.PROMOTION;
    };
  }

  private static NavigableSet<String> occupied(Brief brief) {
    NavigableSet<String> services = new TreeSet<>(List.of(brief.service()));
    if (brief instanceof Brief.OfRollback b) {
      b.spec().members().stream().map(Member::service).forEach(services::add);
    }
    return services;
  }

  /// The state of a machine, as it is kept.
  static String state(Standing standing) {
    return switch (standing) {
      case Standing.OfRollout s -> Codec.write(s.state());
      case Standing.OfRollback s -> Codec.write(s.state());
      case Standing.OfPromotion s -> Codec.write(s.state());
    };
  }

  /// Writes an input down.
  void heard(Input input, Instant now) {
    inputs.add(new Entry(++last, now, Codec.write(input)));
  }

  /// Writes a decision down that no machine made.
  void keep(Decision decision) {
    decisions.add(new Entry(++last, decision.at(), Codec.write(decision)));
  }

  /// Puts a message aside that can't be read, and has people told.
  void setAside(Message message, String why, Instant now) {
    String text = "message " + message.seq() + " of " + message.by() + " can't be read: " + why;
    keep(new Decision(now, run, "MessageSetAside", text, message.by(), null, List.of()));
    send(new Outside.Notice(run, "MessageSetAside", text, now));
  }

  /// Takes effects in. A promotion is carried out by the turn that finds it eligible.
  void take(List<Effect> effects, Instant now) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Tell e -> {
          generations.merge(e.pair().service(), e.order().generation(), Math::max);
          send(new Outside.Tell(e.pair(), e.order()));
        }
        case Effect.Notify e -> send(new Outside.Notice(run, e.reason(), e.text(), e.at()));
        case Effect.Keep e -> keep(e.decision());
        case Effect.Place e -> holds.add(e.hold());
        case Effect.Deployed e ->
            deployments.add(new Deployment(e.release(), e.environment(), e.at(), e.verified()));
        case Effect.Begin e -> openings.add(opening(e.brief(), by, now));
        case Effect.Promote _ -> {}
      }
    }
  }

  /// Begins another run with this transaction.
  void open(Opening opening) {
    openings.add(opening);
  }

  /// Has the record of a run that is over published.
  void publish(Standing over, Instant now) {
    Records.of(over, now).forEach(this::send);
  }

  private void send(Outside action) {
    outgoing.add(new Outgoing(++last, Codec.write(action)));
  }

  /// Whether there is nothing to keep.
  boolean empty() {
    return inputs.isEmpty() && decisions.isEmpty() && outgoing.isEmpty();
  }

  Commit commit(Run held, Standing standing, Instant now, Instant due, Instant until, long inbox) {
    return new Commit(
        run,
        held.epoch(),
        held.version(),
        now,
        state(standing),
        standing.phase(),
        standing.open(),
        due,
        until,
        inputs,
        decisions,
        outgoing,
        holds,
        openings,
        inbox,
        generations,
        deployments);
  }

  /// Whether actions were added that are to be performed.
  boolean sends() {
    return !outgoing.isEmpty();
  }
}
