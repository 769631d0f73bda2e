package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.Store;
import dev.sluice.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Opens the store in a SQLite file: a write-ahead log, on disk before a transaction returns.
public final class Sqlite {
  /// How long to wait for another process that writes.
  private static final int BUSY_MILLIS = 20_000;

  private Sqlite() {}

  /// Opens it, and makes it where there is none: for the eyes of its owner alone, in a directory
  /// that is so too if it has to be made. An older schema is brought up to date.
  ///
  /// @throws StoreException when it can't be opened, or is of a newer version than this one
  public static Store open(Path file) {
    Path path = file.toAbsolutePath().normalize();
    create(path);
    try {
      Jdbi writing = jdbi(path, SQLiteConfig.TransactionMode.IMMEDIATE);
      Jdbi reading = jdbi(path, SQLiteConfig.TransactionMode.DEFERRED);
      Handle writer = writing.open();
      try {
        requireWal(path, writer);
        if (Schema.of(writer, path.toString()) == Schema.State.OLDER) {
          Schema.migrate(source(path, SQLiteConfig.TransactionMode.DEFERRED), path);
        }
        return new SqlStore(new SqliteDatabase(path, writing, reading, writer));
      } catch (RuntimeException | Error e) {
        writer.close();
        throw e;
      }
    } catch (JdbiException e) {
      throw SqliteDatabase.broken(path, e);
    }
  }

  private static void create(Path file) {
    try {
      if (Files.exists(file)) {
        return;
      }
      Path directory = file.getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(
                Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE)));
      }
      Files.createFile(
          file,
          PosixFilePermissions.asFileAttribute(
              Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
    } catch (FileAlreadyExistsException e) {
      // Another process has made it meanwhile, in the same way.
    } catch (IOException e) {
      throw new StoreException(file + ": can't be made: " + e, e);
    }
  }

  /// What opens connections to a file.
  static Jdbi jdbi(Path file, SQLiteConfig.TransactionMode mode) {
    return Jdbi.create(source(file, mode)).setStatementBuilderFactory(_ -> new Prepared());
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig.TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(mode);
    config.setGetGeneratedKeys(false);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static void requireWal(Path file, Handle handle) {
    String mode = handle.select("pragma journal_mode").mapTo(String.class).one();
    if (!mode.toLowerCase(Locale.ROOT).equals("wal")) {
      throw new StoreException(
          file
              + ": its file system can't be used by several processes at once (journal mode "
              + mode
              + "); put it on a local disk");
    }
  }
}
