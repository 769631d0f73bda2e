package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// A SQLite file. There is one writer at a time, so threads queue for one connection, which is
/// fair, and only processes wait for each other's lock. Readers see the last commit and wait for
/// nobody.
final class SqliteDatabase implements Database {
  private static final int IDLE_READERS = 4;

  private final Path file;
  private final Jdbi writing;
  private final Jdbi reading;
  private final Lock lock = new ReentrantLock(true);
  private final BlockingQueue<Handle> idle = new ArrayBlockingQueue<>(IDLE_READERS);
  private @Nullable Handle writer;
  private volatile boolean closed;

  /// @param writer a connection of the writing kind, which is closed with this
  SqliteDatabase(Path file, Jdbi writing, Jdbi reading, Handle writer) {
    this.file = file;
    this.writing = writing;
    this.reading = reading;
    this.writer = writer;
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Handle, T> work) {
    Handle handle = null;
    boolean whole = false;
    try {
      requireOpen();
      handle = idle.poll();
      if (handle == null) {
        handle = reading.open();
      }
      T result = handle.inTransaction(work::apply);
      whole = true;
      return result;
    } catch (JdbiException e) {
      throw broken(file, e);
    } finally {
      if (handle != null && !(whole && !closed && idle.offer(handle))) {
        handle.close();
      }
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Function<Handle, T> work) {
    lock.lock();
    try {
      requireOpen();
      Handle handle = writer;
      if (handle == null) {
        handle = writing.open();
        writer = handle;
      }
      return handle.inTransaction(work::apply);
    } catch (JdbiException e) {
      // Whatever state the connection is in now, a new one is in a good one.
      closeWriter();
      throw broken(file, e);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreException(file + ": it was closed");
    }
  }

  private void closeWriter() {
    Handle handle = writer;
    writer = null;
    if (handle != null) {
      try {
        handle.close();
      } catch (JdbiException e) {
        // It is given up for what went wrong before.
      }
    }
  }

  @Override
  public String locking() {
    return "";
  }

  @Override
  public String lockingFree() {
    return "";
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      for (Handle handle = idle.poll(); handle != null; handle = idle.poll()) {
        handle.close();
      }
      closeWriter();
    } finally {
      lock.unlock();
    }
  }

  /// What went wrong, in the words of the database.
  static StoreException broken(Path file, JdbiException e) {
    Throwable cause = e;
    while (!(cause instanceof SQLException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new StoreException(file + ": " + cause.getMessage(), e);
  }
}
