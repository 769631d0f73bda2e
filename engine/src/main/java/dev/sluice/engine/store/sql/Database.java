package dev.sluice.engine.store.sql;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A database of the store's schema, and the only place where databases differ. For several threads
/// at once.
interface Database extends AutoCloseable {
  /// Reads in one transaction: all of it sees the same.
  <T extends @Nullable Object> T read(Function<Handle, T> work);

  /// Writes in one transaction, which is kept when the work returns, and undone when it throws.
  <T extends @Nullable Object> T write(Function<Handle, T> work);

  /// End of a query whose rows nobody else may change before the transaction ends.
  String locking();

  /// The same, which leaves out rows that somebody else has locked.
  String lockingFree();

  @Override
  void close();
}
