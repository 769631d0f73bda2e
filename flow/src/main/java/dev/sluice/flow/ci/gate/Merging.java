package dev.sluice.flow.ci.gate;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci.GateKind;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.PackageManifest;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Hole;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PathFilters;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.pipeline.Release;
import dev.sluice.flow.protection.Protections;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether merging waits for a gate: the answer where the pipeline itself does not hold a release
/// back.
final class Merging {
  private final GateKind kind;
  private final String noun;
  private final List<Occurrence> failing;
  private final PipelineGraph graph;
  private final List<BranchProtection> protections;
  private final List<PackageManifest> manifests;
  private final Answer.Builder answer;

  Merging(
      GateKind kind,
      String noun,
      List<Occurrence> failing,
      PipelineGraph graph,
      Subject subject,
      Answer.Builder answer) {
    this.kind = kind;
    this.noun = noun;
    this.failing = failing;
    this.graph = graph;
    this.protections = Protections.branches(subject);
    this.manifests = subject.facts(PackageManifest.class);
    this.answer = answer;
  }

  /// Nothing is released here: only merging can wait.
  void alone() {
    everyChange().ifPresent(gate -> required(gate, null));
  }

  /// No gate in the run of this release holds it back.
  ///
  /// @param holes the ways past the gates of that run
  void covers(Release release, List<Hole> holes) {
    Optional<Hole> mendable =
        holes.stream()
            .filter(h -> h.kind() != Hole.Kind.OTHER_RUN && h.kind() != Hole.Kind.BY_HAND)
            .findFirst();
    Optional<Occurrence> gate = everyChange();
    if (gate.isEmpty()) {
      return;
    }
    if (mendable.isPresent() && protections.isEmpty()) {
      Hole hole = mendable.get();
      answer.gap(Level.ENFORCED, hole.source(), hole.message(), hole.fix());
      return;
    }
    required(gate.get(), release);
  }

  /// A gate that runs for every change; empty, with the reasons said, when none does.
  private Optional<Occurrence> everyChange() {
    List<Occurrence> running = new ArrayList<>();
    List<Hole> misses = new ArrayList<>();
    for (Occurrence gate : failing) {
      graph.missesChanges(gate).ifPresentOrElse(misses::add, () -> running.add(gate));
    }
    if (running.isEmpty()) {
      misses.stream().distinct().limit(1).forEach(this::missed);
      return Optional.empty();
    }
    Optional<Occurrence> wide =
        running.stream().filter(gate -> narrowing(gate).isEmpty()).findFirst();
    return wide.isPresent() ? wide : narrow(running);
  }

  private void missed(Hole hole) {
    if (hole.kind() == Hole.Kind.PATH_FILTER) {
      answer.cannotSee(
          Level.ENFORCED,
          hole.message() + "; whether that leaves out more than documents cannot be told",
          hole.fix());
      return;
    }
    answer.gap(Level.ENFORCED, hole.source(), hole.message(), hole.fix());
  }

  private static Optional<Text> narrowing(Occurrence gate) {
    return changes(gate).stream().flatMap(t -> PathFilters.narrows(t).stream()).findFirst();
  }

  private static List<Trigger> changes(Occurrence gate) {
    return Event.of(gate.node().root()).stream().filter(Event::change).map(Event::trigger).toList();
  }

  /// All gates run for some paths only: together they have to run for every manifest at least.
  private Optional<Occurrence> narrow(List<Occurrence> running) {
    Optional<PackageManifest> untested =
        manifests.stream().filter(m -> running.stream().noneMatch(g -> runsFor(g, m))).findFirst();
    Occurrence widest = Collections.max(running, Comparator.comparingLong(this::packages));
    Text filter = narrowing(widest).orElseThrow();
    if (untested.isEmpty()) {
      boolean named = changes(widest).stream().anyMatch(t -> t.paths().contains(filter));
      answer.information(
          filter.source(),
          "the "
              + noun
              + (named ? " runs only" : " does not run")
              + " for changes under "
              + filter.value()
              + " and such");
      return Optional.of(widest);
    }
    if (kind == GateKind.POLICY) {
      // policies concern files of a kind; which ones, and whether the filter lets all of those
      // through, stands in the policies
      answer.cannotSee(
          Level.ENFORCED,
          "the "
              + noun
              + " runs only for changes under "
              + filter.value()
              + " and such; whether its policies concern other files too cannot be seen",
          "drop the path filter, or keep only documents out");
      return Optional.empty();
    }
    String message =
        "a change of " + untested.get().source().file() + " alone does not start the " + noun;
    if (running.stream().map(g -> g.node().root().source()).distinct().count() == 1) {
      answer.contradicted(
          filter.source(), message, "drop the path filter, or keep only documents out");
    } else {
      answer.gap(Level.ENFORCED, filter.source(), message, "add its paths to a filter");
    }
    return Optional.empty();
  }

  /// How many packages a gate runs for.
  private long packages(Occurrence gate) {
    return manifests.stream().filter(m -> runsFor(gate, m)).count();
  }

  private static boolean runsFor(Occurrence gate, PackageManifest manifest) {
    return changes(gate).stream().anyMatch(t -> PathFilters.runsFor(t, manifest.source().file()));
  }

  private void required(Occurrence gate, @Nullable Release release) {
    String check = gate.node().checkNames().getLast();
    Optional<BranchProtection> protection =
        failing.stream().flatMap(g -> graph.requiredBy(g, protections).stream()).findFirst();
    if (protection.isPresent()) {
      protectedBy(protection.get(), gate, release);
    } else if (protections.isEmpty()) {
      String round =
          release == null
              ? ""
              : graph.past(gate, release).map(hole -> "; " + hole.message()).orElse("");
      answer.cannotSee(
          Level.ENFORCED,
          gate.node()
              + (narrowing(gate).isEmpty()
                  ? " runs for every change"
                  : " runs for changes of code, as its path filter has it")
              + ", but whether merging waits for it is a setting that no file shows"
              + round,
          (release == null ? "" : "let the release need it, or ")
              + "keep branch protection as code, with `"
              + check
              + "` among its required checks");
    } else {
      answer.gap(
          Level.ENFORCED,
          protections.getFirst().source(),
          "the protection of " + protections.getFirst().branch() + " does not require " + check,
          "add `" + check + "` to its required checks");
    }
  }

  private void protectedBy(
      BranchProtection protection, Occurrence gate, @Nullable Release release) {
    String check = gate.node().checkNames().getLast();
    if (protection.bypassable()) {
      answer.gap(
          Level.ENFORCED,
          protection.source(),
          "the protection of " + protection.branch() + " can be passed by administrators",
          "enforce it for administrators too");
    } else if (release != null && !release.node().events().stream().allMatch(Event::branch)) {
      answer.cannotSee(
          Level.ENFORCED,
          "merging waits for "
              + check
              + ", but the "
              + release
              + " can also start from a tag or by hand, on a commit that was never merged",
          "run the gate in " + release.node().root().source().file() + " too, and need it there");
    } else {
      answer.enforced(
          protection.source(), "merging into " + protection.branch() + " waits for " + check);
    }
  }
}
