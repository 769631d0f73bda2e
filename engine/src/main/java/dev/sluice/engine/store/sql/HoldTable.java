package dev.sluice.engine.store.sql;

import dev.sluice.release.hold.Barred;
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
    Barred.@Nullable OfRelease release = hold.barred() instanceof Barred.OfRelease r ? r : null;
    Barred.@Nullable OfPlace place = hold.barred() instanceof Barred.OfPlace p ? p : null;
    int placed =
        handle.execute(
            """
            insert into hold (id, seq, release, digests, service, environment, since, why)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing\
            """,
            hold.id(),
            next,
            release == null ? null : release.release().value(),
            release == null ? null : words(release.digests()),
            place == null ? null : place.service(),
            place == null ? null : place.environment(),
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
    return new Hold(
        row.getString("id"),
        barred(row),
        Nanos.in(row, "since"),
        row.getString("why"),
        lifted(row));
  }

  /// A release has its digests; a place has a service and an environment.
  private static Barred barred(ResultSet row) throws SQLException {
    String release = row.getString("release");
    if (release == null) {
      return new Barred.OfPlace(row.getString("service"), row.getString("environment"));
    }
    SortedSet<Digest> digests = new TreeSet<>();
    StringTokenizer words = new StringTokenizer(row.getString("digests"));
    while (words.hasMoreTokens()) {
      digests.add(new Digest(words.nextToken()));
    }
    return new Barred.OfRelease(new ReleaseId(release), digests);
  }

  private static String words(SortedSet<Digest> digests) {
    return digests.stream().map(Digest::value).collect(Collectors.joining(" "));
  }

  private static Hold.@Nullable Lifted lifted(ResultSet row) throws SQLException {
    String by = row.getString("lifted_by");
    return by == null
        ? null
        : new Hold.Lifted(by, Nanos.in(row, "lifted_at"), row.getString("lifted_why"));
  }
}
