package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;

/// The version of a database's schema. Flyway brings it up to date and takes a second to start, so
/// it is asked only where there is something to do.
final class Schema {
  /// The version that this program reads and writes: that of its newest migration.
  static final int VERSION = 2;

  private static final String HISTORY = "flyway_schema_history";

  /// What it says of its work is of no use to those who only want the store.
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  /// Two threads of a process can't wait for each other on the lock of a file.
  private static final Lock MIGRATING = new ReentrantLock();

  /// How a schema compares to the one that this program knows.
  enum State {
    CURRENT,
    OLDER
  }

  private Schema() {}

  /// What state a database is in.
  ///
  /// @throws StoreException when its schema is newer, or was left half done
  static State of(Handle handle, String name) {
    if (!hasHistory(handle)) {
      return State.OLDER;
    }
    int version =
        handle
            .select("select version, success from " + HISTORY)
            .map((row, context) -> {
              if (!row.getBoolean("success")) {
                throw new StoreException(name + ": a change of its schema was left half done");
              }
              return row.getInt("version");
            })
            .stream()
            .mapToInt(v -> v)
            .max()
            .orElse(0);
    if (version > VERSION) {
      throw new StoreException(
          name
              + ": it is of version "
              + version
              + ", and this sluice knows version "
              + VERSION
              + " and older; use the newer sluice that wrote it");
    }
    return version < VERSION ? State.OLDER : State.CURRENT;
  }

  private static boolean hasHistory(Handle handle) {
    try (var tables = handle.getConnection().getMetaData().getTables(null, null, HISTORY, null)) {
      return tables.next();
    } catch (SQLException e) {
      throw new StoreException("the tables can't be listed: " + e.getMessage(), e);
    }
  }

  /// Brings a database that lives in a file up to date: one process at a time, and those that
  /// waited find it done.
  static void migrate(DataSource source, Path file) {
    // It stays: whoever deleted it would take it from under those who wait for it.
    Path lock = file.resolveSibling(file.getFileName() + "-schema");
    MIGRATING.lock();
    try (FileChannel channel =
            FileChannel.open(
                lock,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
        FileLock held = channel.lock()) {
      if (held.isValid()) {
        migrate(source, file.toString());
      }
    } catch (IOException e) {
      throw new StoreException(lock + ": can't be locked: " + e, e);
    } finally {
      MIGRATING.unlock();
    }
  }

  private static void migrate(DataSource source, String name) {
    FLYWAY.setLevel(Level.WARNING);
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:dev/sluice/engine/store/sql/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreException(name + ": its schema can't be brought up to date: " + e, e);
    }
  }
}
