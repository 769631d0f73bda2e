package dev.sluice.cli.rollout;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.engine.drive.Kept;
import dev.sluice.engine.store.Run;
import dev.sluice.release.rollout.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A run as people see it, 80 columns wide.
public final class RunView {
  static final int WIDTH = 80;

  private final Paint paint;

  public RunView(Paint paint) {
    this.paint = paint;
  }

  /// Its lines now.
  public List<String> lines(Run run, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(paint.strong(Plain.safe(run.id())));
    switch (run.kind()) {
      case ROLLOUT -> {
        State state = Kept.rollout(run);
        new RolloutView(state.spec(), paint).add(state, now, lines);
      }
      case ROLLBACK, RECOVERY -> RollbackView.of(Kept.rollback(run), paint, now, lines);
      case PROMOTION -> PromotionView.of(Kept.promotion(run), paint, lines);
    }
    return lines;
  }

  /// What has to change before it is worth showing again to somebody who does not watch.
  String gist(Run run) {
    return switch (run.kind()) {
      case ROLLOUT -> RolloutView.gist(Kept.rollout(run));
      case PROMOTION -> run.id() + PromotionView.gist(Kept.promotion(run));
      case ROLLBACK, RECOVERY -> run.id() + RollbackView.gist(Kept.rollback(run));
    };
  }
}
