package dev.sluice.drivers.splitter;

import dev.sluice.drivers.balance.Address;
import dev.sluice.drivers.balance.Mirror;
import dev.sluice.drivers.balance.Portion;
import dev.sluice.drivers.balance.Shares;
import dev.sluice.release.unit.ReleaseId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Shares requests out: says for each who answers it, and knows which instances are busy. Choosing
/// an instance makes it busy in the same step, so that nobody who has taken it out of the shares
/// can find it idle while a request is on its way to it. Safe for use by several threads.
final class Exchange {
  private final Map<Address, Long> open = new HashMap<>();
  private final Map<ReleaseId, Integer> turns = new HashMap<>();
  private Shares shares = Shares.NONE;
  private Wheel wheel = new Wheel(new TreeMap<>());
  private int copied;

  Exchange() {}

  /// Chooses by these from now on. Where only instances have changed, the weights go on from where
  /// they are.
  synchronized void share(Shares next) {
    if (!weights(next).equals(weights(shares))) {
      wheel = new Wheel(weights(next));
    }
    shares = next;
    turns.keySet().retainAll(next.portions().keySet());
  }

  private static SortedMap<ReleaseId, Integer> weights(Shares shares) {
    SortedMap<ReleaseId, Integer> weights = new TreeMap<>();
    shares.portions().forEach((release, portion) -> weights.put(release, portion.weight()));
    return weights;
  }

  synchronized Shares shares() {
    return shares;
  }

  /// Who answers the next request. Its instances are busy until [#done].
  ///
  /// @param copyable whether the request may be done twice
  synchronized Choice choose(boolean copyable) {
    ReleaseId release = wheel.next();
    Address instance = release == null ? null : instance(release, null);
    ReleaseId mirror = copyable && isCopied() ? mirrored() : null;
    Address copies = mirror == null ? null : instance(mirror, null);
    return new Choice(release, instance, mirror, copies);
  }

  /// Another instance of a release, since one did not answer; null when there is none.
  synchronized @Nullable Address another(ReleaseId release, Address failed) {
    return instance(release, failed);
  }

  private boolean isCopied() {
    Mirror mirror = shares.mirror();
    if (mirror == null) {
      copied = 0;
      return false;
    }
    copied += mirror.percent();
    if (copied < 100) {
      return false;
    }
    copied -= 100;
    return true;
  }

  private @Nullable ReleaseId mirrored() {
    Mirror mirror = shares.mirror();
    return mirror == null ? null : mirror.release();
  }

  private @Nullable Address instance(ReleaseId release, @Nullable Address except) {
    Portion portion = shares.portions().get(release);
    List<Address> instances = portion == null ? List.of() : portion.instances();
    for (int i = 0; i < instances.size(); i++) {
      int turn = turns.merge(release, 1, Integer::sum) & Integer.MAX_VALUE;
      Address next = instances.get(turn % instances.size());
      if (!next.equals(except)) {
        open.merge(next, 1L, Long::sum);
        return next;
      }
    }
    return null;
  }

  /// A request to an instance is over.
  synchronized void done(Address instance) {
    open.computeIfPresent(instance, (a, n) -> n > 1 ? n - 1 : null);
  }

  /// Requests under way.
  synchronized Map<Address, Long> open() {
    return Map.copyOf(open);
  }
}
