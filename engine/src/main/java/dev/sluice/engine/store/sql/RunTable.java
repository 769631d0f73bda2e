package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.Commit;
import dev.sluice.engine.store.Opening;
import dev.sluice.engine.store.Run;
import dev.sluice.engine.store.RunFilter;
import dev.sluice.engine.store.RunKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The runs and their states.
final class RunTable {
  private static final String SELECT =
      "select r.*, s.json from run r join run_state s on s.run = r.id ";

  /// The first line is the condition of an index.
  private static final String CLAIMABLE =
      """
      select id from run where (is_open = 1 or pending > 0)
      and due <= ? and (holder is null or holder = ? or lease_until <= ?)
      order by due limit ?\
      """;

  private final Handle handle;

  RunTable(Handle handle) {
    this.handle = handle;
  }

  void begin(Opening o) {
    handle.execute(
        """
        insert into run (id, kind, service, environment, created_at, created_by, changed_at,
          version, phase, is_open, due, epoch, last_seq, posted, inbox_up_to, pending)
        values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 0, 0, 0, 0, ?)\
        """,
        o.id(),
        o.kind().name(),
        o.service(),
        o.environment(),
        Nanos.of(o.at()),
        o.by(),
        Nanos.of(o.at()),
        o.phase(),
        o.open() ? 1 : 0,
        Nanos.of(o.due()),
        o.outgoing().size());
    handle.execute("insert into run_state (run, json) values (?, ?)", o.id(), o.state());
  }

  void last(String id, long seq) {
    handle.execute("update run set last_seq = ? where id = ?", seq, id);
  }

  /// @param locking end of a query whose rows are locked
  List<String> claimable(String holder, Instant now, int limit, String locking) {
    long at = Nanos.of(now);
    return handle.select(CLAIMABLE + locking, at, holder, at, limit).mapTo(String.class).list();
  }

  void lease(String id, String holder, Instant until) {
    handle.execute(
        """
        update run set epoch = epoch + case when holder = ? then 0 else 1 end,
          holder = ?, lease_until = ?
        where id = ?\
        """,
        holder,
        holder,
        Nanos.of(until),
        id);
  }

  /// Lets go of every run that a holder has.
  ///
  /// @return how many there were
  int release(String holder) {
    return handle.execute(
        """
        update run set epoch = epoch + 1, holder = null, lease_until = null
        where holder = ?\
        """,
        holder);
  }

  /// A run that goes on and that nobody else can change now, or null when it is not as expected.
  @Nullable Head head(String id, String locking) {
    return handle
        .select(
            "select environment, version, is_open, epoch, last_seq, posted from run where id = ?"
                + locking,
            id)
        .map((row, context) ->
            new Head(
                row.getString("environment"),
                row.getLong("version"),
                row.getInt("is_open") == 1,
                row.getLong("epoch"),
                row.getLong("last_seq"),
                row.getLong("posted")))
        .findOne()
        .orElse(null);
  }

  /// What a change of a run is checked against.
  record Head(String environment, long version, boolean open, long epoch, long last, long posted) {}

  /// Keeps what a run has come to.
  ///
  /// @param last greatest number with those of the commit
  /// @return the run as it is now
  Run commit(Commit c, Head before, long last) {
    // What came meanwhile and was not taken in must not wait.
    boolean waiting = before.posted() > c.inboxUpTo() && c.due().isAfter(c.at());
    handle.execute("update run_state set json = ? where run = ?", c.state(), c.run());
    return handle
        .select(
            """
            update run set changed_at = ?, version = version + 1, phase = ?, is_open = ?, due = ?,
              lease_until = ?, last_seq = ?, inbox_up_to = ?, pending = pending + ?
            where id = ? returning *\
            """,
            Nanos.of(c.at()),
            c.phase(),
            c.open() ? 1 : 0,
            Nanos.of(waiting ? c.at() : c.due()),
            Nanos.of(c.leaseUntil()),
            last,
            c.inboxUpTo(),
            c.outgoing().size(),
            c.run())
        .map((row, context) -> run(row, c.state()))
        .one();
  }

  void performed(String id) {
    handle.execute("update run set pending = pending - 1 where id = ?", id);
  }

  /// One that is over has nothing else to wait for.
  void retry(String id, Instant next) {
    long at = Nanos.of(next);
    handle.execute(
        "update run set due = case when is_open = 1 and due < ? then due else ? end where id = ?",
        at,
        at,
        id);
  }

  /// Counts a message and makes its run due.
  ///
  /// @return number of the message; 0 when there is no such run or it is over
  long posted(String id, Instant at) {
    long now = Nanos.of(at);
    int found =
        handle.execute(
            """
            update run set posted = posted + 1, due = case when due < ? then due else ? end
            where id = ? and is_open = 1\
            """,
            now,
            now,
            id);
    return found == 0
        ? 0
        : handle.select("select posted from run where id = ?", id).mapTo(Long.class).one();
  }

  @Nullable Run find(String id) {
    return handle
        .select(SELECT + "where r.id = ?", id)
        .map((row, context) -> run(row, row.getString("json")))
        .findOne()
        .orElse(null);
  }

  List<Run> list(RunFilter filter) {
    StringBuilder where = new StringBuilder("where 1 = 1");
    List<Object> values = new ArrayList<>();
    RunKind kind = filter.kind();
    Boolean open = filter.open();
    also(where, values, "kind", kind == null ? null : kind.name());
    also(where, values, "is_open", open == null ? null : open ? 1 : 0);
    also(where, values, "service", filter.service());
    also(where, values, "environment", filter.environment());
    values.add(filter.limit());
    return handle
        .select(SELECT + where + " order by r.created_at desc, r.id desc limit ?", values.toArray())
        .map((row, context) -> run(row, row.getString("json")))
        .list();
  }

  private static void also(
      StringBuilder where, List<Object> values, String column, @Nullable Object value) {
    if (value != null) {
      where.append(" and r.").append(column).append(" = ?");
      values.add(value);
    }
  }

  private static Run run(ResultSet row, String state) throws SQLException {
    return new Run(
        row.getString("id"),
        RunKind.valueOf(row.getString("kind")),
        row.getString("service"),
        row.getString("environment"),
        Nanos.in(row, "created_at"),
        row.getString("created_by"),
        Nanos.in(row, "changed_at"),
        row.getLong("version"),
        state,
        row.getString("phase"),
        row.getInt("is_open") == 1,
        Nanos.in(row, "due"),
        row.getString("holder"),
        row.getLong("epoch"),
        Nanos.maybe(row, "lease_until"),
        row.getLong("last_seq"),
        row.getLong("inbox_up_to"),
        row.getInt("pending"));
  }
}
