package dev.sluice.drivers.haproxy;

import dev.sluice.release.unit.ReleaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whole percentages of weights.
final class Percent {
  private Percent() {}

  /// The nearest percentages that add up to no more than all.
  ///
  /// @param sum of all weights, also of those that belong to nobody
  static Map<ReleaseId, Integer> of(Map<ReleaseId, Integer> weights, int sum) {
    Map<ReleaseId, Integer> percent = new HashMap<>();
    int all = 0;
    for (Map.Entry<ReleaseId, Integer> entry : weights.entrySet()) {
      int share = Math.round(100f * entry.getValue() / sum);
      // What gets some is not shown as if it got none.
      share = Math.max(1, share);
      percent.put(entry.getKey(), share);
      all += share;
    }
    List<ReleaseId> largest = new ArrayList<>(weights.keySet());
    largest.sort((a, b) -> weights.getOrDefault(b, 0) - weights.getOrDefault(a, 0));
    if (all > 100) {
      percent.merge(largest.getFirst(), 100 - all, Integer::sum);
    }
    return percent;
  }
}
