package dev.sluice.bundle.figure;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.pipeline.Hole;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.pipeline.Release;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A gate of a job, and whether what is released waits for it.
record JobGate(Kind kind, Hold hold) {
  private static final Set<Hole.Kind> ELSEWHERE = Set.of(Hole.Kind.OTHER_RUN, Hole.Kind.BY_HAND);

  /// What it checks.
  enum Kind {
    BUILD(Activity.Kind.BUILD),
    TEST(Activity.Kind.TEST),
    SECURITY(Activity.Kind.SCAN),
    POLICY(Activity.Kind.POLICY);

    private final Activity.Kind activity;

    Kind(Activity.Kind activity) {
      this.activity = activity;
    }

    Activity.Kind activity() {
      return activity;
    }

    String word() {
      return Words.constant(this);
    }
  }

  /// Whether something waits for it, the strongest first.
  enum Hold {
    /// No way leads past it to a release, or to the branch that releases are made from.
    BLOCKS("nothing is released or merged without its success"),
    /// It runs on every change; whether merging waits for what it says is a setting that no file
    /// shows.
    UNSEEN("runs on every change; no file shows what waits for it"),
    /// Its failure is thrown away, or a way leads past it.
    OPEN("a change or a release can get past it");

    private final String words;

    Hold(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /// One word for sentences.
    String brief() {
      return switch (this) {
        case BLOCKS -> "blocking";
        case UNSEEN -> "perhaps blocking";
        case OPEN -> "not blocking";
      };
    }
  }

  /// The gate that some occurrences of one kind in one job make together.
  static JobGate of(
      Kind kind,
      Collection<Occurrence> all,
      PipelineGraph graph,
      List<BranchProtection> protections) {
    Hold best = Hold.OPEN;
    for (Occurrence gate : all) {
      Hold hold = hold(gate, graph, protections);
      best = hold.compareTo(best) < 0 ? hold : best;
    }
    return new JobGate(kind, best);
  }

  private static Hold hold(
      Occurrence gate, PipelineGraph graph, List<BranchProtection> protections) {
    List<Hole> swallowed = graph.swallowed(gate);
    if (!swallowed.isEmpty()) {
      boolean reports = swallowed.stream().allMatch(h -> h.kind() == Hole.Kind.REPORTS_ONLY);
      return reports && graph.missesChanges(gate).isEmpty() ? Hold.UNSEEN : Hold.OPEN;
    }
    List<Release> tied = graph.tied(gate);
    List<Hole> holes =
        tied.stream().map(release -> graph.past(gate, release)).flatMap(Optional::stream).toList();
    boolean blocks = !tied.isEmpty() && holes.isEmpty();
    if (blocks || graph.requiredBy(gate, protections).isPresent()) {
      return Hold.BLOCKS;
    }
    boolean everyChange =
        protections.isEmpty()
            && graph.missesChanges(gate).isEmpty()
            && holes.stream().allMatch(hole -> ELSEWHERE.contains(hole.kind()));
    return everyChange ? Hold.UNSEEN : Hold.OPEN;
  }
}
