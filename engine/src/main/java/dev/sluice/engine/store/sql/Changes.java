package dev.sluice.engine.store.sql;

import static java.util.Objects.requireNonNull;

import dev.sluice.engine.store.Commit;
import dev.sluice.engine.store.Committed;
import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.Opened;
import dev.sluice.engine.store.Opening;
import dev.sluice.engine.store.Run;
import dev.sluice.release.hold.Hold;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What changes a run, within one transaction.
final class Changes {
  private final Handle handle;
  private final String locking;
  private final RunTable runs;
  private final Lists lists;
  private final Targets targets;

  /// @param locking end of a query whose rows are locked
  Changes(Handle handle, String locking) {
    this.handle = handle;
    this.locking = locking;
    runs = new RunTable(handle);
    lists = new Lists(handle);
    targets = new Targets(handle);
  }

  /// @throws RefusedException when it can't begin; the transaction is to be undone
  Opened open(Opening opening) {
    Run known = runs.find(opening.id());
    if (known != null) {
      if (same(known, opening)) {
        return new Opened.Already();
      }
      throw new RefusedException(opening, new Opened.IdTaken());
    }
    runs.begin(opening);
    long last =
        lists.add(opening.id(), 0, opening.inputs(), opening.decisions(), opening.outgoing());
    runs.last(opening.id(), last);
    if (opening.open()) {
      occupy(opening);
    }
    targets.reach(opening.environment(), opening.generations());
    place(opening.holds());
    return new Opened.Begun();
  }

  private static boolean same(Run known, Opening opening) {
    return known.kind() == opening.kind()
        && known.service().equals(opening.service())
        && known.environment().equals(opening.environment());
  }

  private void occupy(Opening opening) {
    for (String service : opening.occupies()) {
      String run = targets.occupy(service, opening.environment(), opening.id());
      if (!run.equals(opening.id())) {
        throw new RefusedException(opening, new Opened.Occupied(service, run));
      }
    }
  }

  /// @throws RefusedException when one of its openings can't begin; the transaction is to be undone
  Committed commit(Commit commit) {
    String id = commit.run();
    RunTable.Head head = runs.head(id, locking);
    if (head == null
        || !head.open()
        || head.epoch() != commit.epoch()
        || head.version() != commit.version()) {
      return new Committed.Lost();
    }
    long last = lists.add(id, head.last(), commit.inputs(), commit.decisions(), commit.outgoing());
    Run now = runs.commit(commit, head, last);
    targets.reach(head.environment(), commit.generations());
    if (!commit.open()) {
      targets.leave(id);
    }
    place(commit.holds());
    for (Deployment deployment : commit.deployments()) {
      new ReleaseTable(handle).deploy(deployment, id);
    }
    commit.openings().forEach(this::open);
    return new Committed.Kept(now);
  }

  private void place(List<Hold> holds) {
    HoldTable table = new HoldTable(handle, locking);
    holds.forEach(table::place);
  }

  boolean done(String run, long seq, long epoch, Instant at) {
    RunTable.Head head = runs.head(run, locking);
    if (head == null || head.epoch() != epoch) {
      return false;
    }
    if (lists.done(run, seq, Nanos.of(at))) {
      runs.performed(run);
    }
    return true;
  }

  boolean failed(String run, long seq, long epoch, String why, Instant next) {
    RunTable.Head head = runs.head(run, locking);
    if (head == null || head.epoch() != epoch || !lists.failed(run, seq, why, Nanos.of(next))) {
      return false;
    }
    runs.retry(run, next);
    return true;
  }

  /// A run can't begin, so that nothing of the transaction is to stay.
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Opening opening;
    private final transient Opened why;

    RefusedException(Opening opening, Opened why) {
      super(opening.id(), null, false, false);
      this.opening = requireNonNull(opening);
      this.why = requireNonNull(why);
    }

    Opening opening() {
      return opening;
    }

    Opened why() {
      return why;
    }
  }
}
