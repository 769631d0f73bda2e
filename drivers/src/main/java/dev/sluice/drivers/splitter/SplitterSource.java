package dev.sluice.drivers.splitter;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Terms;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Counts straight from the splitter. Nothing is late: an interval can be read as soon as it is
/// over. Intervals are whole seconds. After the splitter began anew, the interval in which it did
/// is a reset, and what lies before has no result.
public final class SplitterSource implements MetricSource {
  private static final List<Double> BOUNDS =
      IntStream.range(0, Buckets.COUNT).mapToObj(Buckets::bound).toList();

  private final Counting counting;

  /// Whoever can ask a splitter what it counted.
  public interface Counting {
    /// The intervals that are over.
    ///
    /// @throws PortException when it cannot be asked
    List<Tally.Row> rows(Ledger.Question question) throws PortException, InterruptedException;
  }

  public SplitterSource(Counting counting) {
    this.counting = counting;
  }

  @Override
  public List<Observation> measure(
      Cd.Analysis criterion, Pair pair, Instant after, Instant until, Duration step)
      throws PortException, InterruptedException {
    Kind kind = kind(criterion);
    return counting.rows(question(criterion, kind, pair, after, until, step)).stream()
        .map(row -> observation(kind, row))
        .toList();
  }

  /// What a criterion counts.
  private enum Kind {
    ERRORS,
    ERRORS_BY_KEY,
    LATENCY
  }

  /// It is about latency as soon as it says anything of latency: the splitter needs no queries.
  private static Kind kind(Cd.Analysis criterion) {
    if (Terms.onTimes(criterion)) {
      return Kind.LATENCY;
    }
    return criterion.by() == null ? Kind.ERRORS : Kind.ERRORS_BY_KEY;
  }

  private static Ledger.Question question(
      Cd.Analysis criterion, Kind kind, Pair pair, Instant after, Instant until, Duration step)
      throws PortException {
    long from = after.getEpochSecond() + (after.getNano() > 0 ? 1 : 0);
    int seconds = Math.clamp(step.toSeconds(), 1, 3600);
    try {
      return new Ledger.Question(
          pair.stable().id(),
          pair.canary().id(),
          Math.max(0, from),
          until.getEpochSecond(),
          seconds,
          kind == Kind.LATENCY,
          kind == Kind.ERRORS_BY_KEY ? criterion.by() : null);
    } catch (IllegalArgumentException e) {
      throw PortException.terminal(
          "criterion " + criterion.name() + " counts by a header that cannot be counted by", e);
    }
  }

  private static Observation observation(Kind kind, Tally.Row row) {
    Instant at = Instant.ofEpochSecond(row.until());
    return switch (row.known()) {
      case COUNTED ->
          switch (kind) {
            case ERRORS -> new Observation.Counted(at, counts(row.stable()), counts(row.canary()));
            case ERRORS_BY_KEY -> keyed(at, row);
            case LATENCY ->
                new Observation.Timed(at, histogram(row.stable()), histogram(row.canary()));
          };
      case RESET -> new Observation.Missing(at, Observation.Cause.RESET);
      case NOT_COUNTED -> new Observation.Missing(at, Observation.Cause.NO_RESULT);
    };
  }

  private static Counts counts(Tally tally) {
    return new Counts(tally.requests(), tally.errors());
  }

  private static Observation keyed(Instant at, Tally.Row row) {
    Map<String, Observation.Sides> sides = new TreeMap<>();
    Set<String> keys = new TreeSet<>(row.stable().keys().keySet());
    keys.addAll(row.canary().keys().keySet());
    for (String key : keys) {
      sides.put(key, new Observation.Sides(counts(row.stable(), key), counts(row.canary(), key)));
    }
    return new Observation.Keyed(at, sides);
  }

  private static Counts counts(Tally tally, String key) {
    Tally.Keyed keyed = tally.keys().get(key);
    return keyed == null ? Counts.NONE : new Counts(keyed.requests(), keyed.errors());
  }

  private static Histogram histogram(Tally tally) {
    return new Histogram(BOUNDS, tally.latency());
  }

  @Override
  public void close() {
    // Whoever asks the splitter has the connection.
  }
}
