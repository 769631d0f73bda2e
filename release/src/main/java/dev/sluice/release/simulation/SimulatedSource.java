package dev.sluice.release.simulation;

import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A source that counts simulated traffic in intervals, and tells of each when it can be read. For
/// one thread at a time.
public final class SimulatedSource {
  /// For how long a count is kept, as of the newest; they are thrown away many at a time.
  private static final Duration KEPT = Duration.ofHours(2);

  private final Duration lag;
  private final List<Row> rows = new ArrayList<>();
  private Counts stable = Counts.NONE;
  private Counts canary = Counts.NONE;
  private Counts mirrored = Counts.NONE;

  /// @param lag until what was counted can be read
  public SimulatedSource(Duration lag) {
    this.lag = lag;
  }

  /// Counts what both sides did in a moment.
  public void count(Traffic.Tick tick) {
    stable = sum(stable, tick.stable());
    canary = sum(canary, tick.canary());
    mirrored = sum(mirrored, tick.mirrored());
  }

  private static Counts sum(Counts a, Counts b) {
    return new Counts(a.requests() + b.requests(), a.errors() + b.errors());
  }

  /// Ends an interval.
  public void close(Instant at) {
    if (!rows.isEmpty() && rows.getFirst().at().isBefore(at.minus(KEPT.multipliedBy(2)))) {
      Instant oldest = at.minus(KEPT);
      rows.removeIf(row -> row.at().isBefore(oldest));
    }
    rows.add(new Row(at, stable, canary, mirrored));
    stable = Counts.NONE;
    canary = Counts.NONE;
    mirrored = Counts.NONE;
  }

  /// The intervals that ended after a time and can be read now, oldest first.
  ///
  /// @param copies whether the canary's answers to copied requests are asked for, not those that
  ///   users got
  public List<Observation> read(Instant after, Instant now, boolean copies) {
    int from = rows.size();
    while (from > 0 && rows.get(from - 1).at().isAfter(after)) {
      from--;
    }
    List<Observation> all = new ArrayList<>();
    for (Row row : rows.subList(from, rows.size())) {
      if (!row.at().plus(lag).isAfter(now)) {
        Counts side = copies ? row.mirrored() : row.canary();
        all.add(new Observation.Counted(row.at(), row.stable(), side));
      }
    }
    return all;
  }

  /// An interval.
  private record Row(Instant at, Counts stable, Counts canary, Counts mirrored) {}
}
