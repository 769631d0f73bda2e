package dev.sluice.engine.drive;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import dev.sluice.release.port.TrafficTarget;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Order;
import dev.sluice.release.steering.Seen;
import dev.sluice.release.steering.Side;
import dev.sluice.release.unit.Release;
import dev.sluice.release.unit.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A world of one service in one environment, with a clock that is set by hand. It outlives engines
/// that die, and writes down whatever must never happen.
final class Planet implements World, TrafficTarget, MetricSource, InstantSource {
  static final Instant T0 = Instant.parse("2026-05-04T09:00:00Z");
  private static final Duration STARTS = Duration.ofSeconds(3);
  private static final int PER_SECOND = 100;

  private final Map<ReleaseId, Integer> replicas = new HashMap<>();
  private final Map<ReleaseId, Instant> since = new HashMap<>();
  private final Map<ReleaseId, Double> rates = new HashMap<>();
  private final TreeMap<Instant, Map<ReleaseId, Integer>> weights = new TreeMap<>();
  private final List<Integer> canaryWeights = new ArrayList<>();
  private final Map<String, Finding.Kind> checks = new HashMap<>();
  private final Map<String, Outside.Notice> notices = new LinkedHashMap<>();
  private final Map<String, Outside.Evidence> records = new LinkedHashMap<>();
  private final List<String> wrongs = new ArrayList<>();
  private Instant now = T0;
  private long generation;
  private boolean targetDown;
  private boolean sourceDown;
  private final Map<String, Long> schemas = new HashMap<>();
  private @Nullable PortException schemasUnknown;

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// A release that runs already and has all the traffic.
  void runs(ReleaseId release, int instances) {
    replicas.put(release, instances);
    since.put(release, T0.minus(Duration.ofDays(1)));
    weights.put(T0.minus(Duration.ofDays(1)), Map.of(release, 100));
  }

  /// Has a release fail.
  void fails(ReleaseId release, double rate) {
    rates.put(release, rate);
  }

  void targetDown(boolean down) {
    targetDown = down;
  }

  void sourceDown(boolean down) {
    sourceDown = down;
  }

  /// A schema has changed, or nobody can say.
  void schema(String name, long version) {
    schemas.put(name, version);
    schemasUnknown = null;
  }

  void schemasUnknown(PortException why) {
    schemasUnknown = why;
  }

  /// Somebody else changes the weights.
  void meddle(ReleaseId release, int weight, ReleaseId other) {
    weights.put(now, Map.of(release, weight, other, 100 - weight));
  }

  List<String> wrongs() {
    return List.copyOf(wrongs);
  }

  Map<String, Outside.Notice> notices() {
    return notices;
  }

  List<Outside.Evidence> records() {
    return List.copyOf(records.values());
  }

  /// Every weight that a canary was given by an order, in order.
  List<Integer> canaryWeights() {
    return List.copyOf(canaryWeights);
  }

  int weight(ReleaseId release) {
    return weights.lastEntry().getValue().getOrDefault(release, 0);
  }

  int replicas(ReleaseId release) {
    return replicas.getOrDefault(release, 0);
  }

  private int ready(ReleaseId release) {
    Instant started = since.get(release);
    return started == null || now.isBefore(started.plus(STARTS)) ? 0 : replicas(release);
  }

  @Override
  public Seen look(Pair pair) throws PortException {
    if (targetDown) {
      throw PortException.passing("the target does not answer");
    }
    return new Seen(now, generation, fleet(pair, Side.STABLE), fleet(pair, Side.CANARY), 0, null);
  }

  private Fleet fleet(Pair pair, Side side) {
    ReleaseId id = pair.of(side).id();
    return new Fleet(replicas(id), ready(id), weight(id));
  }

  @Override
  public void tell(Pair pair, Order order) throws PortException {
    if (targetDown) {
      throw PortException.passing("the target does not answer");
    }
    if (order.generation() <= generation) {
      return;
    }
    generation = order.generation();
    switch (order) {
      case Order.SetWeight w -> {
        weigh(pair, Side.CANARY, w.canary());
        weigh(pair, Side.STABLE, 100 - w.canary());
        weights.put(
            now, Map.of(pair.canary().id(), w.canary(), pair.stable().id(), 100 - w.canary()));
        canaryWeights.add(w.canary());
      }
      case Order.Scale s -> {
        ReleaseId id = pair.of(s.side()).id();
        if (s.replicas() == 0 && weight(id) > 0) {
          wrongs.add(s + " while it has " + weight(id) + " %");
        }
        if (replicas(id) == 0 && s.replicas() > 0) {
          since.put(id, now);
        }
        replicas.put(id, s.replicas());
      }
      case Order.SetMirror m -> wrongs.add("nobody asked for " + m);
    }
  }

  private void weigh(Pair pair, Side side, int weight) {
    ReleaseId id = pair.of(side).id();
    if (weight > weight(id) && ready(id) == 0) {
      wrongs.add(weight + " % to " + side + ", which is not ready");
    }
  }

  @Override
  public List<Observation> measure(
      Cd.Analysis criterion, Pair pair, Instant after, Instant until, Duration step)
      throws PortException {
    if (sourceDown) {
      throw PortException.passing("the source does not answer");
    }
    List<Observation> all = new ArrayList<>();
    for (Instant end = after.plus(step); !end.isAfter(until); end = end.plus(step)) {
      Map.Entry<Instant, Map<ReleaseId, Integer>> at = weights.floorEntry(end.minus(step));
      Map<ReleaseId, Integer> shares = at == null ? Map.of() : at.getValue();
      all.add(
          new Observation.Counted(
              end,
              counts(pair, Side.STABLE, shares, step),
              counts(pair, Side.CANARY, shares, step)));
    }
    return all;
  }

  private Counts counts(Pair pair, Side side, Map<ReleaseId, Integer> shares, Duration step) {
    ReleaseId id = pair.of(side).id();
    long requests = PER_SECOND * step.toSeconds() * shares.getOrDefault(id, 0) / 100;
    return new Counts(requests, Math.round(requests * rates.getOrDefault(id, 0.0008)));
  }

  @Override
  public TrafficTarget target(String service, String environment) {
    return this;
  }

  @Override
  public MetricSource source(@Nullable String name, String service, String environment) {
    return this;
  }

  /// What checks say from now on, by name.
  void says(String check, Finding.@Nullable Kind kind) {
    if (kind == null) {
      checks.remove(check);
    } else {
      checks.put(check, kind);
    }
  }

  @Override
  public @Nullable Finding check(String name, String service, String environment, Instant at) {
    return said(name, name + " was asked in " + environment, at);
  }

  @Override
  public @Nullable Finding recorded(String job, Release release, Instant at) {
    return said(job, job + " ran for " + release.id().brief(), at);
  }

  private @Nullable Finding said(String name, String why, Instant at) {
    Finding.Kind kind = checks.get(name);
    return kind == null ? null : new Finding(name, at, kind, why, 1, null, null, null, null);
  }

  @Override
  public Map<String, Long> schemas(Release release, String environment) throws PortException {
    PortException unknown = schemasUnknown;
    if (unknown != null) {
      throw unknown;
    }
    return Map.copyOf(schemas);
  }

  @Override
  public void notify(String id, Outside.Notice notice) {
    Outside.Notice before = notices.putIfAbsent(id, notice);
    if (before != null && !before.equals(notice)) {
      wrongs.add("two notices have the id " + id);
    }
  }

  @Override
  public void publish(String id, Outside.Evidence record) {
    Outside.Evidence before = records.putIfAbsent(id, record);
    if (before != null && !before.equals(record)) {
      wrongs.add("two records have the id " + id);
    }
  }

  @Override
  public void close() {}
}
