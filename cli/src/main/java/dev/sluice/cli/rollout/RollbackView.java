package dev.sluice.cli.rollout;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.release.rollback.Lane;
import dev.sluice.release.rollback.Spec;
import dev.sluice.release.rollback.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A rollback: where the traffic is, and whether it helped.
final class RollbackView {
  private RollbackView() {}

  static void of(State state, Paint paint, Instant now, List<String> lines) {
    switch (state) {
      case State.Refused s -> lines.add("  " + paint.bad("REFUSED ") + Plain.safe(s.why()));
      case State.Checking _ ->
          lines.add("  " + paint.open("CHECKING ") + "whether the older release can read the data");
      case State.Returning s -> {
        lines.add("  " + paint.open("RETURNING ") + since(s.spec(), now));
        s.lanes().forEach(lane -> lines.add("    " + lane(lane)));
      }
      case State.Recovering s -> {
        lines.add("  " + paint.open("RECOVERING ") + "traffic is back; " + since(s.spec(), now));
        s.findings()
            .forEach(f ->
                lines.addAll(
                    Plain.wrap(
                        Plain.safe(f.name() + ": " + f.why()), RunView.WIDTH, "    ", "      ")));
      }
      case State.Recovered s ->
          lines.add(
              "  "
                  + paint.good("RECOVERED ")
                  + seconds(s.timeToRecover())
                  + " after the trouble was seen; "
                  + (s.proven() ? "proven by " : "no check is declared")
                  + Plain.safe(String.join(", ", s.spec().checks())));
    }
  }

  private static String lane(Lane lane) {
    return Plain.safe(lane.member().service())
        + ": "
        + (lane.done() ? "back" : lane.back() ? "traffic is back" : "on its way");
  }

  private static String since(Spec spec, Instant now) {
    return seconds(Duration.between(spec.troubleSince(), now)) + " since the trouble was seen";
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
