package dev.sluice.cli.judge;

import dev.sluice.release.judge.Judgement;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.judge.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts recorded runs before the judge, one after the other.
final class Replay {
  /// Gap between two rows, in usual intervals and in seconds, after which data are stale.
  private static final double GAP = 4;

  private static final double SHORTEST_GAP = 30;

  private final Plan.Judged criteria;
  private final Report report;

  Replay(Plan.Judged criteria, Report report) {
    this.criteria = criteria;
    this.report = report;
  }

  /// Judges every run and reports each as soon as its last row was read.
  void all(Table table) throws IOException, BadInputException {
    Set<String> seen = new HashSet<>();
    Row row = table.next();
    while (row != null) {
      String run = row.run();
      if (!seen.add(run)) {
        throw table.scattered(run);
      }
      Run judged = new Run(new Panel(criteria, table.timed()));
      while (row != null && row.run().equals(run)) {
        judged.take(row);
        row = table.next();
      }
      Outcome outcome = judged.outcome(run);
      if (outcome != null) {
        report.write(outcome);
      }
    }
  }

  /// What came out for one run.
  ///
  /// @param at when the verdict was given, in seconds; null while undecided
  /// @param holds when the canary was held, from and to, in seconds
  record Outcome(String run, @Nullable Double at, List<double[]> holds, Judgement judgement) {
    Outcome {
      holds = List.copyOf(holds);
    }
  }

  /// One run while it is read.
  static final class Run {
    private final Panel panel;
    private final List<double[]> holds = new ArrayList<>();
    private @Nullable Judgement judgement;
    private @Nullable Double decided;
    private double last = Double.NaN;
    private double interval = Double.NaN;
    private boolean began;
    private boolean held;

    Run(Panel panel) {
      this.panel = panel;
    }

    void take(Row row) {
      Judgement before = judgement;
      if (before != null && before.verdict() == Verdict.WORSE) {
        return;
      }
      double passed = row.seconds() - last;
      if (passed > Math.max(SHORTEST_GAP, GAP * interval)) {
        // Nobody would have known before the third row was due that none would come.
        double noticed = Math.min(3 * interval, passed / 2);
        Duration early = Duration.ofNanos(Math.round((passed - noticed) * 1e9));
        Instant at = row.observation().at().minus(early);
        judged(last + noticed, panel.missing(at, Cause.STALE));
      } else if (passed > 0) {
        interval = passed;
      }
      began |= row.canary();
      judged(row.seconds(), panel.observe(row));
      if (!(row.seconds() <= last)) {
        last = row.seconds();
      }
    }

    private void judged(double seconds, Judgement now) {
      judgement = now;
      boolean holding = now.hold() != null && began;
      if (holding && !held) {
        holds.add(new double[] {seconds, seconds});
      } else if (held) {
        holds.getLast()[1] = seconds;
      }
      held = holding;
      if (now.verdict() == Verdict.UNDECIDED) {
        decided = null;
      } else if (decided == null) {
        decided = seconds;
      }
    }

    @Nullable Outcome outcome(String run) {
      Judgement end = judgement;
      return end == null ? null : new Outcome(run, decided, holds, end);
    }
  }
}
