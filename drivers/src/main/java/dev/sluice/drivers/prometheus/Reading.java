package dev.sluice.drivers.prometheus;

import dev.sluice.drivers.prometheus.Timeline.State;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.port.PortException;
import dev.sluice.release.steering.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server knows of both sides in a span of time, cut into intervals. Times are in
/// milliseconds since 1970. For one thread.
final class Reading {
  private final Questions questions;
  private final Evidence evidence;
  private final Scrapes scrapes;
  private final long limit;

  private Reading(Questions questions, Evidence evidence, long limit) {
    this.questions = questions;
    this.evidence = evidence;
    this.scrapes = evidence.scrapes();
    this.limit = limit;
  }

  /// The intervals that are over and can be read by now.
  ///
  /// @param from beginning of the first interval
  /// @param to the last interval ends here, or before
  /// @param limit the newest sample that may be read
  /// @param least shortest interval
  static List<Observation> of(
      Api api, Questions questions, long from, long to, long limit, long least)
      throws PortException, InterruptedException {
    Evidence evidence = Evidence.of(api, questions, from, to, limit, least);
    Cause absent = new Presence(api, limit, evidence.seen()).absent(questions);
    Reading reading = new Reading(questions, evidence, limit);
    if (absent == null) {
      reading.checkLabel();
    }
    return reading.observations(from, to, absent);
  }

  /// @throws PortException terminal, when requests are to be counted by a label that there is not
  private void checkLabel() throws PortException {
    String by = questions.by();
    List<Counter> counters = evidence.counters(questions.of(Side.STABLE).requests());
    if (by != null && counters.stream().allMatch(counter -> counter.label(by).isEmpty())) {
      throw PortException.terminal(
          "by: expected a label, but no series has '" + by + "'; fix: name a label of the series");
    }
  }

  private List<Observation> observations(long from, long to, @Nullable Cause absent) {
    Figures figures = new Figures(questions, evidence);
    List<Observation> all = new ArrayList<>();
    for (long end = from + evidence.step(); end <= to; end += evidence.step()) {
      long begin = end - evidence.step();
      Cause cause = absent == null ? cause(begin, end) : absent;
      if (cause == null && isPending(begin, end)) {
        if (limit - end <= scrapes.gap()) {
          break;
        }
        cause = Cause.STALE;
      }
      all.add(cause == null ? figures.of(end) : Figures.missing(end, cause));
    }
    return all;
  }

  /// Why there is no telling what happened in an interval, or null.
  private @Nullable Cause cause(long begin, long end) {
    for (Timeline timeline : scrapes.all()) {
      if (timeline.state(begin, end, scrapes.newest()) == State.BLIND) {
        return Cause.STALE;
      }
    }
    for (Side side : Side.values()) {
      for (Counting counting : questions.of(side).all()) {
        for (Counter counter : evidence.counters(counting)) {
          if (counter.isStrange(begin, end, scrapes.gap())) {
            return Cause.NOT_A_NUMBER;
          }
        }
      }
    }
    return end <= scrapes.first() ? Cause.NO_RESULT : null;
  }

  /// Whether something is still to come; or ever was to come, and did not.
  private boolean isPending(long begin, long end) {
    for (Timeline timeline : scrapes.all()) {
      if (timeline.state(begin, end, scrapes.newest()) == State.PENDING) {
        return true;
      }
    }
    return evidence.counters(questions.of(Side.STABLE).requests()).stream()
        .map(Counter::timeline)
        .distinct()
        .noneMatch(timeline -> timeline.spans(begin, end));
  }
}
