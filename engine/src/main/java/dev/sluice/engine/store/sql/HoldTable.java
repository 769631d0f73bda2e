package dev.sluice.engine.store.sql;

import dev.sluice.release.hold.Hold;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.ReleaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The holds.
final class HoldTable {
  private final Handle handle;

  /// End of a query whose rows are locked.
  private final String locking;

  HoldTable(Handle handle, String locking) {
    this.handle = handle;
    this.locking = locking;
  }

  /// Places a hold, unless it was placed before.
  ///
  /// @return whether it wasn't
  boolean place(Hold hold) {
    long next = locked() + 1;
    int placed =
        handle.execute(
            """
            insert into hold (id, seq, release, digests, since, why) values (?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing\
            """,
            hold.id(),
            next,
            hold.release().value(),
            hold.digests().stream().map(Digest::value).collect(Collectors.joining(" ")),
            Nanos.of(hold.since()),
            hold.why());
    Hold.Lifted lifted = hold.lifted();
    if (placed == 1) {
      changed(next);
      if (lifted != null) {
        lift(hold.id(), lifted);
      }
    }
    return placed == 1;
  }

  boolean lift(String id, Hold.Lifted lifted) {
    long next = locked() + 1;
    int done =
        handle.execute(
            """
            update hold set lifted_by = ?, lifted_at = ?, lifted_why = ?
            where id = ? and lifted_at is null\
            """,
            lifted.by(),
            Nanos.of(lifted.at()),
            lifted.why(),
            id);
    if (done == 1) {
      changed(next);
    }
    return done == 1;
  }

  /// The number of changes so far, which nobody else can change now.
  private long locked() {
    return handle
        .select("select value from counter where name = 'holds'" + locking)
        .mapTo(Long.class)
        .one();
  }

  private void changed(long version) {
    handle.execute("update counter set value = ? where name = 'holds'", version);
  }

  long version() {
    return handle.select("select value from counter where name = 'holds'").mapTo(Long.class).one();
  }

  Holds all() {
    return new Holds(
        handle.select("select * from hold order by seq").map((row, context) -> hold(row)).list());
  }

  private static Hold hold(ResultSet row) throws SQLException {
    SortedSet<Digest> digests = new TreeSet<>();
    StringTokenizer words = new StringTokenizer(row.getString("digests"));
    while (words.hasMoreTokens()) {
      digests.add(new Digest(words.nextToken()));
    }
    return new Hold(
        row.getString("id"),
        new ReleaseId(row.getString("release")),
        digests,
        Nanos.in(row, "since"),
        row.getString("why"),
        lifted(row));
  }

  private static Hold.@Nullable Lifted lifted(ResultSet row) throws SQLException {
    String by = row.getString("lifted_by");
    return by == null
        ? null
        : new Hold.Lifted(by, Nanos.in(row, "lifted_at"), row.getString("lifted_why"));
  }
}
