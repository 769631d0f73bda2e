package dev.sluice.drivers.balance;

import dev.sluice.release.unit.ReleaseId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How requests are shared out, the whole of it. A release with a weight and without instances
/// keeps its share, and its requests fail: nobody else gets more than was planned.
///
/// @param portions of each release; one that isn't named gets nothing
/// @param mirror who gets copies, or null when nobody does
public record Shares(SortedMap<ReleaseId, Portion> portions, @Nullable Mirror mirror) {
  /// Nobody gets anything.
  public static final Shares NONE = new Shares(Collections.emptySortedMap(), null);

  /// @throws IllegalArgumentException when the weights add up to more than 100
  public Shares {
    portions = Collections.unmodifiableSortedMap(new TreeMap<>(portions));
    int total = portions.values().stream().mapToInt(Portion::weight).sum();
    if (total > 100) {
      throw new IllegalArgumentException("expected 100 percent at most, but found " + total);
    }
  }

  /// The weight of a release; 0 for one that isn't named.
  public int weight(ReleaseId release) {
    Portion portion = portions.get(release);
    return portion == null ? 0 : portion.weight();
  }

  /// The share that is copied to a release, in percent.
  public int mirrored(ReleaseId release) {
    Mirror to = mirror;
    return to != null && to.release().equals(release) ? to.percent() : 0;
  }
}
