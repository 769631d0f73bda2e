package dev.sluice.drivers.splitter;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.port.MetricSource;
import dev.sluice.release.port.Pair;
import dev.sluice.release.port.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Counts straight from the splitter. Nothing is late: an interval can be read as soon as it is
/// over. Intervals are whole seconds. After the splitter began anew, the interval in which it did
/// is a reset, and what lies before has no result.
public final class SplitterSource implements MetricSource {
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
    return counting.rows(question(criterion, pair, after, until, step)).stream()
        .map(SplitterSource::observation)
        .toList();
  }

  private static Ledger.Question question(
      Cd.Analysis criterion, Pair pair, Instant after, Instant until, Duration step)
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
          false,
          criterion.by());
    } catch (IllegalArgumentException e) {
      throw PortException.terminal(
          "criterion " + criterion.name() + " counts by a header that cannot be counted by", e);
    }
  }

  private static Observation observation(Tally.Row row) {
    Instant at = Instant.ofEpochSecond(row.until());
    return switch (row.known()) {
      case COUNTED -> new Observation.Counted(at, counts(row.stable()), counts(row.canary()));
      case RESET -> new Observation.Missing(at, Observation.Cause.RESET);
      case NOT_COUNTED -> new Observation.Missing(at, Observation.Cause.NO_RESULT);
    };
  }

  private static Counts counts(Tally tally) {
    return new Counts(tally.requests(), tally.errors());
  }

  @Override
  public void close() {
    // Whoever asks the splitter has the connection.
  }
}
