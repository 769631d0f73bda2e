package dev.sluice.release.rollout;

import org.jspecify.annotations.Nullable;

/// Requests that a canary has served. Counters that begin anew are added up.
///
/// @param before what counters had reached when they began anew
/// @param last the counter as it was read last, or null when it was never read
public record Exposure(long before, @Nullable Long last) {
  static final Exposure NONE = new Exposure(0, null);

  /// After the counter was read once more.
  Exposure read(@Nullable Long counter) {
    Long old = last;
    if (counter == null) {
      return this;
    }
    return old != null && counter < old
        ? new Exposure(before + old, counter)
        : new Exposure(before, counter);
  }

  /// Whether it is known.
  public boolean known() {
    return last != null;
  }

  /// How many there were.
  public long total() {
    Long now = last;
    return now == null ? before : before + now;
  }
}
