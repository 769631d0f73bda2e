package dev.sluice.engine.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times as a database keeps them: nanoseconds since 1970, which sort as the times do.
final class Nanos {
  private static final long SECOND = 1_000_000_000;

  private Nanos() {}

  /// @throws IllegalArgumentException for a time before 1678 or after 2262
  static long of(Instant time) {
    try {
      return time.getEpochSecond() < 0
          ? Math.addExact(
              Math.multiplyExact(time.getEpochSecond() + 1, SECOND), time.getNano() - SECOND)
          : Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("expected a time from 1678 to 2262, but found " + time, e);
    }
  }

  static Instant time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  /// The time in a column.
  static Instant in(ResultSet row, String column) throws SQLException {
    return time(row.getLong(column));
  }

  /// The time in a column, or null.
  static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
    long nanos = row.getLong(column);
    return row.wasNull() ? null : time(nanos);
  }
}
