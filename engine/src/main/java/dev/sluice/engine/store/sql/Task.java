package dev.sluice.engine.store.sql;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What somebody wants to write. It is done by the thread that brought it, or by another one for
/// which it waits.
final class Task<T extends @Nullable Object> {
  private final Function<Handle, T> work;
  private final Thread owner = Thread.currentThread();
  private final Semaphore woken = new Semaphore(0);
  private @Nullable Supplier<T> outcome;
  private boolean failed;

  Task(Function<Handle, T> work) {
    this.work = work;
  }

  /// Who brought it.
  Thread owner() {
    return owner;
  }

  /// Does it. What comes of it is the answer, unless it [fails][#fail] later.
  void run(Handle handle) {
    T result = work.apply(handle);
    outcome = () -> result;
  }

  /// Nothing of it is kept. The first reason counts.
  void fail(RuntimeException why) {
    if (!failed) {
      failed = true;
      outcome =
          () -> {
            throw why;
          };
    }
  }

  /// The same.
  void fail(Error why) {
    if (!failed) {
      failed = true;
      outcome =
          () -> {
            throw why;
          };
    }
  }

  /// Has its owner go on.
  void wake() {
    woken.release();
  }

  /// Waits until the owner is woken. Being interrupted ends no wait, since nobody could say then
  /// what came of it.
  ///
  /// @return whether it is done
  boolean waits() {
    woken.acquireUninterruptibly();
    return outcome != null;
  }

  /// What came of it, for its owner: the result, or what it failed with.
  T answer() {
    return requireNonNull(outcome).get();
  }
}
