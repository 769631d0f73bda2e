package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All pipelines as one graph: local reusable workflows and local actions stand where they are
/// used, `needs` and `if` say what waits for what, and `workflow_run` ties one run to another.
///
/// A gate is enforced when no way leads from a change to what is released without its success. Pure
/// and immutable.
public final class PipelineGraph {
  private final List<Node> roots;
  private final List<Node> nodes;
  private final List<Occurrence> occurrences;
  private final List<Release> releases;

  /// The same by the run that they belong to.
  private final Map<Source, List<Release>> released;

  /// Whether some release belongs to a run that follows another.
  private final boolean followed;

  private PipelineGraph(List<Node> roots, Predicate<String> production) {
    this.roots = roots;
    this.nodes = roots.stream().flatMap(Node::all).toList();
    this.occurrences = nodes.stream().flatMap(PipelineGraph::occurrences).toList();
    this.releases = Releases.of(nodes, production);
    this.released = releases.stream().collect(Collectors.groupingBy(r -> r.node().root().source()));
    this.followed = releases.stream().anyMatch(Ways::follows);
  }

  /// The graph of some pipelines.
  ///
  /// @param production whether an environment of this name is production
  public static PipelineGraph of(List<Pipeline> pipelines, Predicate<String> production) {
    Unfolding unfolding = new Unfolding(pipelines);
    return new PipelineGraph(
        pipelines.stream()
            .filter(pipeline -> !Event.of(pipeline).isEmpty())
            .flatMap(pipeline -> unfolding.jobs(pipeline).stream())
            .toList(),
        production);
  }

  /// Every job where it runs.
  public List<Node> nodes() {
    return nodes;
  }

  /// The jobs that release: those that deploy to production, else those that deploy, else those
  /// that publish.
  public List<Release> releases() {
    return releases;
  }

  /// Whether a job makes a cluster of its own that is gone when it ends: what it publishes and
  /// signs there is a test.
  public boolean inThrowAwayCluster(Node node) {
    return Releases.throwAwayCluster(node);
  }

  /// Every activity of some kinds, where it runs.
  public List<Occurrence> occurrences(Activity.Kind... kinds) {
    Set<Activity.Kind> wanted = new HashSet<>(Arrays.asList(kinds));
    return occurrences.stream().filter(o -> wanted.contains(o.activity().kind())).toList();
  }

  private static Stream<Occurrence> occurrences(Node node) {
    return node.steps().stream()
        .flatMap(step -> step.step().activities().stream().map(a -> new Occurrence(node, step, a)));
  }

  /// What throws the failure of an activity away before it leaves its job; empty when its failure
  /// fails the job.
  public List<Hole> swallowed(Occurrence gate) {
    return Swallowed.of(gate);
  }

  /// A way from a change to a release that leads past a gate; empty when there is none.
  public Optional<Hole> past(Occurrence gate, Release release) {
    return new Ways(gate, release).past();
  }

  /// The releases that belong to the run of a gate, or to a run that follows it. Only these can it
  /// hold back.
  public List<Release> tied(Occurrence gate) {
    return followed
        ? releases.stream().filter(release -> Ways.tied(gate, release)).toList()
        : released.getOrDefault(gate.node().root().source(), List.of());
  }

  /// For each release the gates that can hold it back, in their order; none for one that no gate is
  /// tied to. To be asked by the releases of this graph.
  public IdentityHashMap<Release, List<Occurrence>> tied(List<Occurrence> gates) {
    IdentityHashMap<Release, List<Occurrence>> tied = new IdentityHashMap<>();
    gates.forEach(gate ->
        tied(gate)
            .forEach(release -> tied.computeIfAbsent(release, r -> new ArrayList<>()).add(gate)));
    return tied;
  }

  /// What keeps a gate from running for every change that asks to be merged; empty when it does.
  /// Path filters of triggers are left out: see [PathFilters].
  public Optional<Hole> missesChanges(Occurrence gate) {
    return MergeGate.misses(gate);
  }

  /// The protection kept as code that makes merging wait for a gate.
  public Optional<BranchProtection> requiredBy(
      Occurrence gate, List<BranchProtection> protections) {
    return MergeGate.requires(gate, roots, protections);
  }

  /// Whether a job runs for every change that asks to be merged, whatever its paths.
  public boolean runsOnEveryChange(Node node) {
    List<Event> changes = Event.of(node.root()).stream().filter(Event::change).toList();
    return !changes.isEmpty()
        && changes.stream()
            .allMatch(e ->
                Simulation.of(e).runs(node).certain()
                    && PathFilters.narrows(e.trigger()).isEmpty());
  }
}
