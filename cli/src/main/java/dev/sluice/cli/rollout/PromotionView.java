package dev.sluice.cli.rollout;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.release.promotion.State;
import java.util.List;
import java.util.Locale;

/// A promotion: what keeps the release out.
final class PromotionView {
  private PromotionView() {}

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
      case State.Eligible _ -> lines.add("  " + paint.good("ELIGIBLE ") + release);
      case State.Promoted s ->
          lines.add("  " + paint.good("PROMOTED ") + release + " at " + s.at());
    }
  }
}
