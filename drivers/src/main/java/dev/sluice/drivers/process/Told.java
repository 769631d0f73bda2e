package dev.sluice.drivers.process;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a target was told to be, by release. It never changes.
///
/// @param generation newest order in it
/// @param mirror release that gets copies, or null
/// @param percent share that is copied
record Told(
    long generation, SortedMap<ReleaseId, Entry> entries, @Nullable ReleaseId mirror, int percent) {
  static final Told NOTHING = new Told(0, Collections.emptySortedMap(), null, 0);

  Told {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /// One release.
  ///
  /// @param replicas how many instances it shall have
  /// @param weight its share of the requests, in percent
  record Entry(Release release, Settings settings, int replicas, int weight) {
    Entry {
      requireNonNull(release, "release");
      requireNonNull(settings, "settings");
    }

    Entry replicas(int count) {
      return new Entry(release, settings, count, weight);
    }

    Entry weight(int share) {
      return new Entry(release, settings, replicas, share);
    }
  }

  /// Both releases of an order, and how what is started for them is run.
  record Sides(Release stable, Release canary, Settings settings) {
    Release of(Side side) {
      return switch (side) {
        case STABLE -> stable;
        case CANARY -> canary;
      };
    }
  }

  /// After an order. Whoever has neither instances nor traffic any more is forgotten.
  Told after(Order order, Sides sides) {
    SortedMap<ReleaseId, Entry> next = new TreeMap<>(entries);
    add(next, sides.stable(), sides.settings());
    add(next, sides.canary(), sides.settings());
    ReleaseId canary = sides.canary().id();
    return switch (order) {
      case Order.SetWeight w ->
          new Told(
              w.generation(),
              weights(next, Map.of(canary, w.canary()), sides.stable().id()),
              mirror,
              percent);
      case Order.SetMirror m ->
          new Told(m.generation(), next, m.percent() == 0 ? null : canary, m.percent());
      case Order.Scale s -> {
        next.computeIfPresent(sides.of(s.side()).id(), (id, entry) -> entry.replicas(s.replicas()));
        yield new Told(s.generation(), next, mirror, percent);
      }
    };
  }

  /// With other weights; a release that isn't named has none, except one that gets the rest.
  static SortedMap<ReleaseId, Entry> weights(
      SortedMap<ReleaseId, Entry> entries,
      Map<ReleaseId, Integer> weights,
      @Nullable ReleaseId rest) {
    int left = 100 - weights.values().stream().mapToInt(Integer::intValue).sum();
    SortedMap<ReleaseId, Entry> next = new TreeMap<>();
    entries.forEach((id, entry) ->
        next.put(id, entry.weight(weights.getOrDefault(id, 0) + (id.equals(rest) ? left : 0))));
    return next;
  }

  private static void add(SortedMap<ReleaseId, Entry> to, Release release, Settings settings) {
    to.putIfAbsent(release.id(), new Entry(release, settings, 0, 0));
  }

  /// Without those that have neither instances nor traffic.
  Told tidy() {
    SortedMap<ReleaseId, Entry> next = new TreeMap<>(entries);
    next.values().removeIf(entry -> entry.replicas() == 0 && entry.weight() == 0);
    return new Told(generation, next, mirror, percent);
  }
}
