package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.Deployment;
import dev.sluice.engine.store.KeptRelease;
import dev.sluice.engine.store.StoreException;
import dev.sluice.release.rollback.Deployed;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The releases, and where they were deployed. What is read is checked against its id: a release is
/// never another one than it was.
final class ReleaseTable {
  private static final Pattern HEX = Pattern.compile("(sha256:)?([0-9a-f]{0,64})");

  private final Handle handle;

  ReleaseTable(Handle handle) {
    this.handle = handle;
  }

  /// Keeps a release, unless it is kept already.
  ///
  /// @return whether it wasn't
  boolean keep(Release release, Instant at, String by, Map<String, String> labels) {
    String id = release.id().value();
    int kept =
        handle.execute(
            """
            insert into kept_release (id, service, canonical, kept_at, kept_by)
            values (?, ?, ?, ?, ?) on conflict (id) do nothing\
            """,
            id,
            release.service(),
            release.canonical(),
            Nanos.of(at),
            by);
    if (kept == 1) {
      labels.forEach((name, value) ->
          handle.execute(
              "insert into release_label (release, name, value) values (?, ?, ?)",
              id,
              name,
              value));
    }
    return kept == 1;
  }

  @Nullable KeptRelease find(ReleaseId id) {
    return handle
        .select("select * from kept_release where id = ?", id.value())
        .map((row, context) -> kept(row))
        .findOne()
        .orElse(null);
  }

  List<KeptRelease> of(String service) {
    return handle
        .select("select * from kept_release where service = ? order by kept_at desc, id", service)
        .map((row, context) -> kept(row))
        .list();
  }

  List<KeptRelease> beginning(String prefix, int limit) {
    var hex = HEX.matcher(prefix);
    if (!hex.matches()) {
      return List.of();
    }
    String whole = "sha256:" + hex.group(2);
    return handle
        .select(
            "select * from kept_release where substr(id, 1, ?) = ? order by id limit ?",
            whole.length(),
            whole,
            limit)
        .map((row, context) -> kept(row))
        .list();
  }

  private KeptRelease kept(ResultSet row) throws SQLException {
    String id = row.getString("id");
    SortedMap<String, String> labels = new TreeMap<>();
    handle
        .select("select name, value from release_label where release = ?", id)
        .map((label, context) -> Map.entry(label.getString("name"), label.getString("value")))
        .forEach(label -> labels.put(label.getKey(), label.getValue()));
    return new KeptRelease(
        release(id, row.getString("canonical")),
        Nanos.in(row, "kept_at"),
        row.getString("kept_by"),
        labels);
  }

  private static Release release(String id, String canonical) {
    try {
      Release release = Release.parse(canonical);
      if (release.id().value().equals(id)) {
        return release;
      }
    } catch (IllegalArgumentException e) {
      throw new StoreException(id + ": what is kept as this release is none: " + canonical, e);
    }
    throw new StoreException(id + ": what is kept as this release is another one: " + canonical);
  }

  void deploy(Deployment deployment, String by) {
    Release release = deployment.release();
    keep(release, deployment.at(), by, Map.of());
    // Nobody else can add to the history of this target before the transaction ends.
    new Targets(handle).reach(deployment.environment(), Map.of(release.service(), 0L));
    handle.execute(
        """
        insert into deployment (service, environment, seq, release, at, verified)
        select ?, ?, coalesce(max(seq), 0) + 1, ?, ?, ? from deployment
        where service = ? and environment = ?\
        """,
        release.service(),
        deployment.environment(),
        release.id().value(),
        Nanos.of(deployment.at()),
        deployment.verified() ? 1 : 0,
        release.service(),
        deployment.environment());
  }

  boolean deployFirst(Deployment deployment, String by) {
    String service = deployment.release().service();
    new Targets(handle).reach(deployment.environment(), Map.of(service, 0L));
    boolean first = deployed(service, deployment.environment()).isEmpty();
    if (first) {
      deploy(deployment, by);
    }
    return first;
  }

  List<Deployed> deployed(String service, String environment) {
    return handle
        .select(
            """
            select d.release, r.canonical, d.at, d.verified
            from deployment d join kept_release r on r.id = d.release
            where d.service = ? and d.environment = ? order by d.seq\
            """,
            service,
            environment)
        .map((row, context) ->
            new Deployed(
                release(row.getString("release"), row.getString("canonical")),
                Nanos.in(row, "at"),
                row.getInt("verified") == 1))
        .list();
  }
}
