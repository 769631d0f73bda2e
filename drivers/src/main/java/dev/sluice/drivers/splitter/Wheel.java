package dev.sluice.drivers.splitter;

import dev.sluice.release.unit.ReleaseId;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Chooses releases by weight, exactly: of any hundred choices in a row from the first, each
/// release gets as many as its weight says, spread as evenly as can be. Each choice adds every
/// weight to what its release has saved up; the richest is chosen and pays what all together got.
///
/// Source: the smooth weighted round robin of nginx (commit 52327e0627f4). For the caller to lock.
final class Wheel {
  private final ReleaseId[] releases;
  private final int[] weights;
  private final int[] saved;
  private final int total;

  /// @param weights percentages; those of 0 are never chosen
  Wheel(SortedMap<ReleaseId, Integer> weights) {
    this.releases = weights.keySet().toArray(ReleaseId[]::new);
    this.weights = weights.values().stream().mapToInt(Integer::intValue).toArray();
    this.saved = new int[releases.length];
    int sum = 0;
    for (int weight : this.weights) {
      sum += weight;
    }
    this.total = sum;
  }

  /// The next one, or null when nobody has any weight.
  @Nullable ReleaseId next() {
    if (total == 0) {
      return null;
    }
    int best = -1;
    for (int i = 0; i < saved.length; i++) {
      saved[i] += weights[i];
      if (weights[i] > 0 && (best < 0 || saved[i] > saved[best])) {
        best = i;
      }
    }
    saved[best] -= total;
    return releases[best];
  }
}
