package dev.sluice.drivers.process;

import dev.sluice.drivers.splitter.Ledger;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What goes over the wire and what is kept on disk: records of plain values, as JSON.
final class Messages {
  private Messages() {}

  /// Where a supervisor can be reached.
  record Reach(String address, long pid) {}

  /// An order.
  ///
  /// @param stable canonical form of the stable release
  /// @param canary canonical form of the other
  /// @param side of the instances; null unless it is a scale
  record Ordered(
      String stable,
      String canary,
      String kind,
      long generation,
      int value,
      @Nullable Side side,
      Settings settings) {
    static Ordered of(Release stable, Release canary, Order order, Settings settings) {
      String from = stable.canonical();
      String to = canary.canonical();
      return switch (order) {
        case Order.SetWeight w ->
            new Ordered(from, to, "weight", w.generation(), w.canary(), null, settings);
        case Order.SetMirror m ->
            new Ordered(from, to, "mirror", m.generation(), m.percent(), null, settings);
        case Order.Scale s ->
            new Ordered(from, to, "scale", s.generation(), s.replicas(), s.side(), settings);
      };
    }

    /// @throws IllegalArgumentException when it is none
    Order order() {
      Side of = side;
      if (kind.equals("scale") && of != null) {
        return new Order.Scale(generation, of, value);
      }
      return switch (kind) {
        case "weight" -> new Order.SetWeight(generation, value);
        case "mirror" -> new Order.SetMirror(generation, value);
        default -> throw new IllegalArgumentException("expected an order, but found " + kind);
      };
    }

    Told.Sides sides() {
      return new Told.Sides(Release.parse(stable), Release.parse(canary), settings);
    }
  }

  /// Whether an order was taken, or refused since a newer one has been done.
  record Taken(boolean taken) {}

  /// What a target is.
  record State(
      long generation,
      List<Fleet> releases,
      @Nullable String mirror,
      int percent,
      long supervisor) {}

  /// One release of a target.
  record Fleet(
      String release,
      int replicas,
      int ready,
      int weight,
      @Nullable Long exposed,
      List<Instance> instances) {}

  /// One instance.
  ///
  /// @param why what keeps it from being ready; empty when it is
  record Instance(String address, long pid, boolean ready, int starts, String why) {}

  /// Something that did not go.
  record Failure(String error, boolean terminal) {}

  /// A question for what was counted.
  record Counted(
      String stable,
      String canary,
      long after,
      long until,
      int step,
      boolean latency,
      @Nullable String by) {
    static Counted of(Ledger.Question q) {
      return new Counted(
          q.stable().value(),
          q.canary().value(),
          q.after(),
          q.until(),
          q.step(),
          q.latency(),
          q.by());
    }

    Ledger.Question question() {
      return new Ledger.Question(
          new ReleaseId(stable), new ReleaseId(canary), after, until, step, latency, by);
    }
  }

  /// Weights by release, set by hand.
  record Weights(Map<String, Integer> weights) {}

  /// What is kept of what a target was told.
  record Kept(long generation, List<KeptEntry> entries, @Nullable String mirror, int percent) {
    static Kept of(Told told) {
      ReleaseId to = told.mirror();
      return new Kept(
          told.generation(),
          told.entries().values().stream()
              .map(e ->
                  new KeptEntry(e.release().canonical(), e.settings(), e.replicas(), e.weight()))
              .toList(),
          to == null ? null : to.value(),
          told.percent());
    }

    Told told() {
      SortedMap<ReleaseId, Told.Entry> all = new TreeMap<>();
      for (KeptEntry entry : entries) {
        Release release = Release.parse(entry.release());
        all.put(
            release.id(),
            new Told.Entry(release, entry.settings(), entry.replicas(), entry.weight()));
      }
      String to = mirror;
      return new Told(generation, all, to == null ? null : new ReleaseId(to), percent);
    }
  }

  /// One release of it.
  record KeptEntry(String release, Settings settings, int replicas, int weight) {}

  /// Requests that a release has answered since it got traffic, and how far its counter was then.
  record Exposed(long total, long counter) {}

  /// An instance that was started, for whoever has to clean up.
  record Started(long pid, String at) {}
}
