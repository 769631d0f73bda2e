package dev.sluice.cli.rollout;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.release.decision.Moment;
import dev.sluice.release.promotion.State;
import java.util.List;
import java.util.Locale;

/// A promotion: what keeps the release out.
final class PromotionView {
  private PromotionView() {}

  /// Where it is, and what keeps the release out.
  static String gist(State state) {
    return switch (state) {
      case State.Waiting s -> s.obstacles().toString();
      case State.Eligible _ -> "ELIGIBLE";
      case State.Promoted _ -> "PROMOTED";
      case State.Superseded _ -> "SUPERSEDED";
    };
  }

  static void of(State state, Paint paint, List<String> lines) {
    String release =
        state.candidacy().release().id().brief()
            + " into "
            + Plain.safe(state.candidacy().hop().environment());
    switch (state) {
      case State.Waiting s -> {
        lines.add("  " + paint.open("WAITING ") + release);
        s.obstacles()
            .forEach(o ->
                lines.addAll(
                    Plain.wrap(
                        o.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + ": "
                            + Plain.safe(o.text()),
                        RunView.WIDTH,
                        "    ",
                        "      ")));
      }
      case State.Eligible _ -> {
        lines.add("  " + paint.good("ELIGIBLE ") + release);
        lines.add("    its rollout begins as soon as no other run steers the target");
      }
      case State.Promoted s ->
          lines.add("  " + paint.good("PROMOTED ") + release + " at " + Moment.of(s.at()));
      case State.Superseded s -> {
        lines.add("  " + paint.quiet("SUPERSEDED ") + release);
        lines.add("    by " + Plain.safe(s.by()) + " at " + Moment.of(s.at()));
      }
    }
  }
}
