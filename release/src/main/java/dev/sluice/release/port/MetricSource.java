package dev.sluice.release.port;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.judge.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What counts the requests of both sides.
public interface MetricSource extends AutoCloseable {
  /// What was counted after one time, until another: one observation for each interval that is over
  /// and can be read by now, oldest first, each dated by the end of its interval. None when there
  /// is nothing new yet. Where the source answers and has nothing to say, or nothing that can be
  /// used, an observation says so and why.
  ///
  /// @param criterion what is counted, and by which queries
  /// @param step length of an interval; a source that counts more rarely uses its own
  /// @throws PortException when the source does not answer
  List<Observation> measure(
      Cd.Analysis criterion, Pair pair, Instant after, Instant until, Duration step)
      throws PortException, InterruptedException;

  /// Lets go of connections.
  @Override
  void close();
}
