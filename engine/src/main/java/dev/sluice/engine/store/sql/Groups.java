package dev.sluice.engine.store.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Group commit: who comes while another writes waits, and the first of those who wait writes for
/// all of them. Who comes alone writes alone and at once. In the order in which they came; for
/// several threads at once, of which one is the writer.
final class Groups {
  /// So many write together at most, so that the first of them needn't wait for too many others.
  static final int MOST = 64;

  private final Lock lock = new ReentrantLock();
  private final Queue<Task<?>> waiting = new ArrayDeque<>();
  private final Consumer<List<Task<?>>> together;
  private @Nullable Thread writer;

  /// @param together writes what it is given, keeps it, and says of each task what came of it
  Groups(Consumer<List<Task<?>>> together) {
    this.together = together;
  }

  /// Has something written, and returns when it is kept or has failed.
  ///
  /// @throws IllegalStateException when it comes from within something that is being written
  <T extends @Nullable Object> T write(Function<Handle, T> work) {
    Task<T> task = new Task<>(work);
    if (begins(task) || !task.waits()) {
      lead();
    }
    return task.answer();
  }

  /// Whether nobody else writes now.
  private boolean begins(Task<?> task) {
    lock.lock();
    try {
      if (writer == task.owner()) {
        throw new IllegalStateException("a transaction can't be begun within another");
      }
      waiting.add(task);
      if (writer == null) {
        writer = task.owner();
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Writes for all who wait, of whom this is the first.
  private void lead() {
    List<Task<?>> group = gather();
    try {
      together.accept(group);
    } catch (RuntimeException e) {
      group.forEach(task -> task.fail(e));
    } catch (Error e) {
      group.forEach(task -> task.fail(e));
    } finally {
      handOver();
      group.subList(1, group.size()).forEach(Task::wake);
    }
  }

  private List<Task<?>> gather() {
    lock.lock();
    try {
      List<Task<?>> group = new ArrayList<>();
      while (group.size() < MOST && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void handOver() {
    lock.lock();
    try {
      Task<?> next = waiting.peek();
      writer = next == null ? null : next.owner();
      if (next != null) {
        next.wake();
      }
    } finally {
      lock.unlock();
    }
  }
}
