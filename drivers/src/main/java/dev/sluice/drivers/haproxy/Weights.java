package dev.sluice.drivers.haproxy;

import dev.sluice.release.port.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Weights of servers, which HAProxy has between 0 and 256, for shares in percent.
final class Weights {
  private static final int MOST = 256;

  /// Points by which a share may be off.
  private static final double TOLERABLE = 0.25;

  private Weights() {}

  /// Servers that get a share together, each the same.
  ///
  /// @param share in percent, above 0
  /// @param servers 1 or more
  record Group(int share, int servers) {
    double each() {
      return (double) share / servers;
    }
  }

  /// The weight of each server of each group: exact where that can be, else the nearest.
  ///
  /// @throws PortException terminal, when even those are off by more than a quarter of a point
  static List<Integer> of(List<Group> groups) throws PortException {
    double most = groups.stream().mapToDouble(Group::each).max().orElse(1);
    List<Integer> best = List.of();
    double least = Double.POSITIVE_INFINITY;
    for (int scale = 1; scale <= MOST; scale++) {
      List<Integer> weights = new ArrayList<>();
      for (Group group : groups) {
        weights.add((int) Math.max(1, Math.round(group.each() / most * scale)));
      }
      double off = off(groups, weights);
      if (off < least - 1e-9) {
        least = off;
        best = weights;
      }
    }
    if (least > TOLERABLE) {
      throw PortException.terminal(
          String.format(
              Locale.ROOT,
              "HAProxy's weights from 0 to 256 come no nearer than %.1f points to %s: run fewer"
                  + " instances of what gets little, or give it more",
              least,
              String.join(
                  " and ",
                  groups.stream()
                      .map(g -> g.share() + " % for " + g.servers() + " instances")
                      .toList())));
    }
    // Large weights, so that from one to the next is never far.
    int largest = best.stream().mapToInt(Integer::intValue).max().orElse(MOST);
    return best.stream().map(weight -> weight * (MOST / largest)).toList();
  }

  /// Points by which the share that is most off is off.
  private static double off(List<Group> groups, List<Integer> weights) {
    double shares = 0;
    double sum = 0;
    for (int i = 0; i < weights.size(); i++) {
      shares += groups.get(i).share();
      sum += (double) weights.get(i) * groups.get(i).servers();
    }
    double off = 0;
    for (int i = 0; i < weights.size(); i++) {
      double is = 100 * weights.get(i) * groups.get(i).servers() / sum;
      off = Math.max(off, Math.abs(is - 100 * groups.get(i).share() / shares));
    }
    return off;
  }
}
