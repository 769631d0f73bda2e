package dev.sluice.cli.rollout;

import dev.sluice.cli.report.Paint;
import dev.sluice.cli.report.Plain;
import dev.sluice.release.decision.Finding;
import dev.sluice.release.rollout.Cause;
import dev.sluice.release.rollout.Course;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.rollout.State;
import dev.sluice.release.rollout.Step;
import dev.sluice.release.steering.Fleet;
import dev.sluice.release.steering.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A rollout: steps, shares, what each criterion says with its evidence and bound, and what is
/// waited for.
record RolloutView(Spec spec, Paint paint) {
  private static final int BAR = 40;
  private static final int EVIDENCE = 12;

  void add(State state, Instant now, List<String> lines) {
    lines.add(head(state));
    Course course = state.course();
    if (course != null) {
      lines.add(share(course.target().seen()));
    }
    if (state instanceof State.Forward f) {
      steps(f, now, lines);
    }
    if (course != null) {
      course.findings().forEach(f -> finding(f, lines));
    }
    why(state, lines);
  }

  /// Phase, reason, step and share.
  static String gist(State state) {
    Course course = state.course();
    Seen seen = course == null ? null : course.target().seen();
    int step = state instanceof State.Forward f ? f.step() : -1;
    return state.phase()
        + " "
        + state.reason()
        + " "
        + step
        + " "
        + (seen == null ? "" : seen.canary().weight());
  }

  private String head(State state) {
    String phase = state.phase().name() + " " + state.reason().text();
    return "  "
        + switch (state.phase()) {
          case HEALTHY -> paint.good(phase);
          case DEGRADED -> paint.bad(phase);
          case PAUSED -> paint.open(phase);
          case PROGRESSING -> phase;
        }
        + paint.quiet(
            "   "
                + spec.stable().id().brief()
                + " → "
                + spec.canary().id().brief()
                + " in "
                + Plain.safe(spec.environment()));
  }

  /// The share of the new release as a bar, as it was seen.
  private String share(@Nullable Seen seen) {
    if (seen == null) {
      return "  " + paint.quiet("the target has not been seen yet");
    }
    int weight = seen.canary().weight();
    int full = weight == 0 ? 0 : Math.max(1, weight * BAR / 100);
    return "  "
        + "█".repeat(full)
        + paint.quiet("░".repeat(BAR - full))
        + String.format(Locale.ROOT, " %3d %% ", weight)
        + paint.quiet("new " + fleet(seen.canary()) + ", old " + fleet(seen.stable()));
  }

  private static String fleet(Fleet fleet) {
    return fleet.ready() + "/" + fleet.replicas();
  }

  private void steps(State.Forward f, Instant now, List<String> lines) {
    List<Step> steps = spec.plan().steps();
    StringBuilder line = new StringBuilder(" ");
    int width = 1;
    for (int i = 0; i < steps.size(); i++) {
      String text = (i < f.step() ? "✓" : i == f.step() ? "▸" : "·") + said(steps.get(i));
      if (width + 1 + text.length() > RunView.WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ");
        width = 1;
      }
      width += 1 + text.length();
      line.append(' ')
          .append(
              i < f.step()
                  ? paint.good(text)
                  : i == f.step() ? paint.strong(text) : paint.quiet(text));
    }
    lines.add(line.toString());
    Duration left = left(f, now);
    if (left != null) {
      lines.add("  " + paint.quiet(time(left) + " of this step are left"));
    }
  }

  private @Nullable Duration left(State.Forward f, Instant now) {
    Instant since = f.stepSince();
    if (since == null || f.step() >= spec.plan().steps().size()) {
      return null;
    }
    Duration all =
        switch (spec.plan().steps().get(f.step())) {
          case Step.Pause p -> p.duration();
          case Step.Bake b -> b.duration();
          case Step.Keep k -> k.duration();
          case Step.Scale _,
              Step.SetWeight _,
              Step.SetMirror _,
              Step.AwaitApproval _,
              Step.Analysis _ ->
              null;
        };
    Duration left = all == null ? null : Duration.between(now, since.plus(all));
    return left == null || left.isNegative() ? null : left;
  }

  private static String said(Step step) {
    return switch (step) {
      case Step.Scale s -> s.side().name().toLowerCase(Locale.ROOT) + "×" + s.replicas();
      case Step.SetWeight w -> w.percent() + "%";
      case Step.SetMirror m -> "mirror " + m.percent() + "%";
      case Step.Pause p -> "pause " + time(p.duration());
      case Step.AwaitApproval _ -> "approval";
      case Step.Analysis a -> "analysis " + Plain.safe(String.join(",", a.criteria()));
      case Step.Bake b -> "bake " + time(b.duration());
      case Step.Keep k -> "keep " + time(k.duration());
    };
  }

  static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = time.toMinutes();
    return minutes < 120 ? minutes + " min" : time.toHours() + " h";
  }

  private void finding(Finding f, List<String> lines) {
    String kind = f.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String verdict =
        switch (f.kind()) {
          case WORSE -> paint.bad(kind);
          case NOT_WORSE -> paint.good(kind);
          case UNDECIDED -> kind;
          case HELD, NO_DATA -> paint.open(kind);
        };
    lines.add("  " + Plain.safe(f.name()) + "  " + verdict + "  " + paint.quiet(evidence(f)));
    lines.addAll(Plain.wrap(Plain.safe(f.why()), RunView.WIDTH, "    ", "    "));
  }

  /// Evidence against its bound, as a bar on a logarithmic scale.
  private static String evidence(Finding f) {
    Double statistic = f.statistic();
    Double bound = f.bound();
    if (statistic == null || bound == null || bound <= 1) {
      return "";
    }
    double share = Math.log(Math.max(1, statistic)) / Math.log(bound);
    int full = (int) Math.round(EVIDENCE * Math.clamp(share, 0, 1));
    return "evidence ["
        + "#".repeat(full)
        + "-".repeat(EVIDENCE - full)
        + String.format(Locale.ROOT, "] of %,.0f to 1", bound);
  }

  private void why(State state, List<String> lines) {
    String text =
        switch (state) {
          case State.Refused s -> "refused: " + s.why();
          case State.Forward s -> "waits: " + s.why();
          case State.Back s -> "going back: " + said(s.cause());
          case State.Degraded s -> "back on the old release: " + said(s.cause());
          case State.Healthy s ->
              s.verified()
                  ? "verified: every criterion had data to the end, and none found it worse"
                  : "not verified: not every criterion had data to the end";
        };
    lines.addAll(Plain.wrap(Plain.safe(text), RunView.WIDTH, "  ", "    "));
  }

  private String said(Cause cause) {
    return cause.why() + (cause.by().equals(spec.id()) ? "" : " (" + cause.by() + ")");
  }
}
