package dev.sluice.release.judge;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Counts by key of one side, over the last minutes, so that no key counts for more than it should.
///
/// A key that has more than a quarter of all errors, and fails more than three times as often as
/// all others together, counts as if it failed three times as often as they do. A bad release fails
/// for more than one customer.
final class Keys {
  private static final double MEMORY = 300;
  private static final double SHARE = 0.25;
  private static final double TIMES = 3;

  /// Fewer errors than this are chance.
  private static final double FEW = 1.9;

  private final Map<String, Key> failing = new HashMap<>();
  private double requests;
  private double errors;
  private double seen;

  Keys() {}

  Keys copy() {
    Keys copy = new Keys();
    failing.forEach((name, key) -> copy.failing.put(name, new Key(key)));
    copy.requests = requests;
    copy.errors = errors;
    copy.seen = seen;
    return copy;
  }

  /// Takes counts in.
  ///
  /// @return errors of all keys, as far as they count
  double count(
      double seconds, Map<String, Observation.Sides> keys, Function<Observation.Sides, Counts> of) {
    forget(Math.exp(-seconds / MEMORY));
    keys.forEach((name, sides) -> take(name, of.apply(sides)));
    double counted = 0;
    for (Map.Entry<String, Observation.Sides> entry : keys.entrySet()) {
      long failed = of.apply(entry.getValue()).errors();
      Key key = failing.get(entry.getKey());
      if (failed > 0 && key != null) {
        double share = share(key);
        counted += failed * share;
        key.ignored += failed * (1 - share);
      }
    }
    return counted;
  }

  private void take(String name, Counts counts) {
    requests += counts.requests();
    errors += counts.errors();
    seen += counts.errors();
    Key key = failing.get(name);
    if (key == null && counts.errors() > 0) {
      key = new Key();
      failing.put(name, key);
    }
    if (key != null) {
      key.requests += counts.requests();
      key.errors += counts.errors();
      key.seen += counts.errors();
    }
  }

  private void forget(double keep) {
    requests *= keep;
    errors *= keep;
    Iterator<Key> all = failing.values().iterator();
    while (all.hasNext()) {
      Key key = all.next();
      key.requests *= keep;
      key.errors *= keep;
      if (key.errors < 0.05 && key.seen < SHARE * seen) {
        all.remove();
      }
    }
  }

  /// How much of a key's errors counts, 0…1.
  private double share(Key key) {
    if (key.errors < FEW || key.errors <= SHARE * errors) {
      return 1;
    }
    double others = (errors - key.errors + 0.5) / Math.max(1, requests - key.requests);
    return Math.min(1, TIMES * others * key.requests / key.errors);
  }

  /// The key that has most of the errors and of which most don't count; null when there is none.
  Seen.@Nullable Dominant dominant() {
    for (Map.Entry<String, Key> entry : failing.entrySet()) {
      Key key = entry.getValue();
      if (key.seen >= 5 && key.seen > seen / 2 && key.ignored > key.seen / 2) {
        return new Seen.Dominant(entry.getKey(), key.seen / seen);
      }
    }
    return null;
  }

  /// What is known of one key.
  private static final class Key {
    private double requests;
    private double errors;
    private double seen;
    private double ignored;

    Key() {}

    Key(Key other) {
      requests = other.requests;
      errors = other.errors;
      seen = other.seen;
      ignored = other.ignored;
    }
  }
}
