package dev.sluice.cli.rollout;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.release.decision.Finding;
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
      case State.Refused s ->
          lines.addAll(
              Plain.wrap(paint.bad("REFUSED ") + Plain.safe(s.why()), RunView.WIDTH, "  ", "    "));
      case State.Checking s -> {
        lines.add("  " + paint.open("CHECKING ") + "whether the older release can read the data");
        String unknown = s.unknown();
        if (unknown != null) {
          lines.addAll(Plain.wrap(Plain.safe(unknown), RunView.WIDTH, "    ", "      "));
        }
      }
      case State.Returning s -> {
        lines.add("  " + paint.open("RETURNING ") + since(s.spec(), now));
        s.lanes().forEach(lane -> lines.add("    " + lane(lane)));
      }
      case State.Recovering s -> {
        lines.add("  " + paint.open("RECOVERING ") + "traffic is back; " + since(s.spec(), now));
        findings(s.findings(), lines);
      }
      case State.Returned _ ->
          lines.add(
              "  " + paint.open("RETURNED ") + "traffic is back; another run sees if it helped");
      case State.NotRecovered s -> {
        lines.add(
            "  "
                + paint.bad("NOT RECOVERED ")
                + "given up "
                + seconds(s.after())
                + " after the trouble was seen; not passed: "
                + Plain.safe(String.join(", ", s.open())));
        findings(s.findings(), lines);
      }
      case State.Recovered s ->
          lines.add(
              "  "
                  + paint.good("RECOVERED ")
                  + seconds(s.timeToRecover())
                  + " after the trouble was seen; "
                  + (s.proven() ? "proven by " : "no check is declared")
                  + Plain.safe(String.join(", ", s.spec().required())));
    }
  }

  /// What it is, how far each service is, and why it doesn't go on.
  static String gist(State state) {
    return switch (state) {
      case State.Checking s -> "CHECKING " + s.unknown();
      case State.Returning s -> "RETURNING " + s.lanes().stream().map(RollbackView::lane).toList();
      case State.Refused _,
          State.Returned _,
          State.Recovering _,
          State.Recovered _,
          State.NotRecovered _ ->
          state.getClass().getSimpleName();
    };
  }

  private static void findings(List<Finding> findings, List<String> lines) {
    findings.forEach(f ->
        lines.addAll(
            Plain.wrap(Plain.safe(f.name() + ": " + f.why()), RunView.WIDTH, "    ", "      ")));
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
