package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.Commit;
import dev.sluice.engine.store.Committed;
import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.Entry;
import dev.sluice.engine.store.KeptRelease;
import dev.sluice.engine.store.Message;
import dev.sluice.engine.store.Opened;
import dev.sluice.engine.store.Opening;
import dev.sluice.engine.store.Pending;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.Store;
import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The store in a SQL database. Here are the transactions; what happens in them is where the tables
/// are.
final class SqlStore implements Store {
  private final Database database;

  /// The holds as they were read last.
  private final AtomicReference<@Nullable Versioned> holds = new AtomicReference<>();

  SqlStore(Database database) {
    this.database = database;
  }

  @Override
  public Opened open(Opening opening) {
    try {
      return database.write(h -> new Changes(h, database.locking()).open(opening));
    } catch (Changes.RefusedException e) {
      return e.why();
    }
  }

  @Override
  public Committed commit(Commit commit) {
    try {
      return database.write(h -> new Changes(h, database.locking()).commit(commit));
    } catch (Changes.RefusedException e) {
      return new Committed.Refused(e.opening(), e.why());
    }
  }

  @Override
  public List<Run> claim(String holder, Instant now, Duration lease, int limit) {
    // Mostly there is nothing to do, and then nobody has to wait for a lock.
    if (database.read(h -> new RunTable(h).claimable(holder, now, 1, "")).isEmpty()) {
      return List.of();
    }
    return database.write(h -> {
      RunTable runs = new RunTable(h);
      List<String> ids = runs.claimable(holder, now, limit, database.lockingFree());
      ids.forEach(id -> runs.lease(id, holder, now.plus(lease)));
      return ids.stream().map(runs::find).filter(Objects::nonNull).toList();
    });
  }

  @Override
  public void release(String holder) {
    database.write(h -> new RunTable(h).release(holder));
  }

  @Override
  public @Nullable Run run(String id) {
    return database.read(h -> new RunTable(h).find(id));
  }

  @Override
  public List<Run> runs(RunFilter filter) {
    return database.read(h -> new RunTable(h).list(filter));
  }

  @Override
  public List<Entry> inputs(String run, long after, int limit) {
    return database.read(h -> new Lists(h).inputs(run, after, limit));
  }

  @Override
  public List<Entry> decisions(String run, long after, int limit) {
    return database.read(h -> new Lists(h).decisions(run, after, limit));
  }

  @Override
  public List<Pending> outgoing(String run) {
    return database.read(h -> new Lists(h).outgoing(run));
  }

  @Override
  public boolean done(String run, long seq, long epoch, Instant at) {
    return database.write(h -> new Changes(h, database.locking()).done(run, seq, epoch, at));
  }

  @Override
  public boolean failed(String run, long seq, long epoch, Instant at, String why, Instant next) {
    return database.write(
        h -> new Changes(h, database.locking()).failed(run, seq, epoch, why, next));
  }

  @Override
  public long post(String run, Instant at, String by, String json) {
    return database.write(h -> {
      long seq = new RunTable(h).posted(run, at);
      if (seq > 0) {
        new Lists(h).send(run, new Message(seq, at, by, json));
      }
      return seq;
    });
  }

  @Override
  public List<Message> inbox(String run, long after) {
    return database.read(h -> new Lists(h).messages(run, after));
  }

  @Override
  public void keep(Release release, Instant at, String by, Map<String, String> labels) {
    database.write(h -> new ReleaseTable(h).keep(release, at, by, labels));
  }

  @Override
  public @Nullable KeptRelease release(ReleaseId id) {
    return database.read(h -> new ReleaseTable(h).find(id));
  }

  @Override
  public List<KeptRelease> releases(String service) {
    return database.read(h -> new ReleaseTable(h).of(service));
  }

  @Override
  public List<KeptRelease> releasesBeginning(String prefix, int limit) {
    return database.read(h -> new ReleaseTable(h).beginning(prefix, limit));
  }

  @Override
  public Holds holds() {
    return database.read(h -> {
      HoldTable table = new HoldTable(h, "");
      long version = table.version();
      Versioned known = holds.get();
      if (known == null || known.version() != version) {
        known = new Versioned(version, table.all());
        holds.set(known);
      }
      return known.holds();
    });
  }

  /// Every run asks for them when they have changed, and they change seldom.
  private record Versioned(long version, Holds holds) {}

  @Override
  public long holdsVersion() {
    return database.read(h -> new HoldTable(h, "").version());
  }

  @Override
  public void place(Hold hold) {
    database.write(h -> new HoldTable(h, database.locking()).place(hold));
  }

  @Override
  public boolean lift(String id, Hold.Lifted lifted) {
    return database.write(h -> new HoldTable(h, database.locking()).lift(id, lifted));
  }

  @Override
  public List<Deployed> deployed(String service, String environment) {
    return database.read(h -> new ReleaseTable(h).deployed(service, environment));
  }

  @Override
  public boolean deployFirst(Deployment deployment, String by) {
    return database.write(h -> new ReleaseTable(h).deployFirst(deployment, by));
  }

  @Override
  public long generation(String service, String environment) {
    return database.read(h -> new Targets(h).generation(service, environment));
  }

  @Override
  public void close() {
    database.close();
  }
}
