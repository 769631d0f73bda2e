package dev.sluice.engine.store.sql;

import dev.sluice.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// A SQLite file. There is one writer at a time, and what is kept has to reach the disk, which
/// takes longer than all else; so threads that want to write at the same time do so in one
/// transaction, and only processes wait for each other's lock. Readers see the last commit and wait
/// for nobody.
final class SqliteDatabase implements Database {
  private static final int IDLE_READERS = 4;

  /// Name of the savepoint before a task; an older one of the same name is out of reach.
  private static final String TASK = "task";

  private final Path file;
  private final Jdbi writing;
  private final Jdbi reading;
  private final Groups groups = new Groups(this::together);

  /// Held while the writer's connection is used.
  private final Lock lock = new ReentrantLock();

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
    try {
      return groups.write(work);
    } catch (JdbiException e) {
      throw broken(file, e);
    }
  }

  /// Writes what several want to write in one transaction, which is on disk when this returns.
  private void together(List<Task<?>> group) {
    lock.lock();
    try {
      requireOpen();
      Handle handle = writer;
      if (handle == null) {
        handle = writing.open();
        writer = handle;
      }
      handle.useTransaction(
          group.size() == 1
              ? group.getFirst()::run
              : transaction -> group.forEach(task -> apart(transaction, task)));
    } catch (JdbiException e) {
      // Whatever state the connection is in now, a new one is in a good one.
      closeWriter();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /// Does a task so that the others of its group stay as they are when it fails.
  private static void apart(Handle handle, Task<?> task) {
    handle.savepoint(TASK);
    try {
      task.run(handle);
      handle.releaseSavepoint(TASK);
    } catch (RuntimeException e) {
      undo(handle, e);
      task.fail(e);
    } catch (Error e) {
      undo(handle, e);
      task.fail(e);
    }
  }

  /// After some errors SQLite has ended the whole transaction, and so has nothing to go back to.
  private static void undo(Handle handle, Throwable why) {
    try {
      handle.rollbackToSavepoint(TASK);
    } catch (JdbiException e) {
      e.addSuppressed(why);
      throw e;
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
    closed = true;
    lock.lock();
    try {
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
