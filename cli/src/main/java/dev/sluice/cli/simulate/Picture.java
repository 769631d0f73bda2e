package dev.sluice.cli.simulate;

import dev.sluice.release.rollout.Plan;
import dev.sluice.release.rollout.Step;
import dev.sluice.release.simulation.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plan over time: when the new release gets which share, and what has to pass before it gets
/// more.
record Picture(List<Row> rows) {
  Picture {
    rows = List.copyOf(rows);
  }

  /// A share for a while.
  ///
  /// @param at since the first traffic
  /// @param percent of the requests that users get an answer to
  /// @param mirror of the requests that are copied
  /// @param until what ends it
  record Row(Duration at, int percent, int mirror, List<String> until) {
    Row {
      until = List.copyOf(until);
    }
  }

  /// @param fastest the plan at its fastest
  static Picture of(Plan plan, Result fastest) {
    List<Result.Share> changes = changes(fastest);
    List<Row> rows = new ArrayList<>();
    int percent = 0;
    int mirror = 0;
    List<String> until = new ArrayList<>();
    int change = -1;
    for (Step step : plan.steps()) {
      int nextPercent = step instanceof Step.SetWeight w ? w.percent() : percent;
      int nextMirror = step instanceof Step.SetMirror m ? m.percent() : mirror;
      if (nextPercent != percent || nextMirror != mirror) {
        add(rows, changes, change, until);
        change++;
        percent = nextPercent;
        mirror = nextMirror;
        until.clear();
      }
      String note = note(step);
      if (note != null) {
        until.add(note);
      }
    }
    add(rows, changes, change, until);
    return new Picture(rows);
  }

  private static void add(
      List<Row> rows, List<Result.Share> changes, int change, List<String> until) {
    if (change >= 0 && change < changes.size()) {
      Result.Share share = changes.get(change);
      Duration at = share.from().minus(changes.getFirst().from());
      rows.add(new Row(at, share.percent(), share.mirror(), until));
    }
  }

  /// Where the share becomes another one.
  private static List<Result.Share> changes(Result fastest) {
    List<Result.Share> changes = new ArrayList<>();
    int percent = 0;
    int mirror = 0;
    for (Result.Share share : fastest.shares()) {
      if (share.percent() != percent || share.mirror() != mirror) {
        changes.add(share);
        percent = share.percent();
        mirror = share.mirror();
      }
    }
    return changes;
  }

  private static @Nullable String note(Step step) {
    return switch (step) {
      case Step.Pause p -> p.duration().isZero() ? null : Figures.time(p.duration());
      case Step.AwaitApproval _ -> "an approval";
      case Step.Analysis a -> String.join(", ", a.criteria()) + " not worse";
      case Step.Bake b -> b.duration().isZero() ? null : "bake " + Figures.time(b.duration());
      case Step.Keep k -> "old kept " + Figures.time(k.duration());
      case Step.Scale _, Step.SetWeight _, Step.SetMirror _ -> null;
    };
  }
}
