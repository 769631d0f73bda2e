package dev.sluice.bundle.figure;

import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.pipeline.PlacedStep;
import dev.sluice.flow.pipeline.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A job of a workflow with its gates and what it releases; jobs of workflows that it calls count
/// as its own.
///
/// @param acts what it does to the world: `deploys to production`, `publishes`
/// @param releases whether that brings something to those who use it
record JobRow(Node node, String name, List<JobGate> gates, List<String> acts, boolean releases) {
  private static final Set<Activity.Kind> BRINGING =
      Set.of(Activity.Kind.DEPLOY, Activity.Kind.APPLY);

  JobRow {
    gates = List.copyOf(gates);
    acts = List.copyOf(acts);
  }

  /// Every job that stands in a workflow itself, in order.
  static List<JobRow> of(PipelineGraph graph, List<BranchProtection> protections) {
    Map<Node, List<Occurrence>> done =
        graph.occurrences(Activity.Kind.values()).stream()
            .collect(Collectors.groupingBy(o -> o.node().chain().getFirst()));
    Map<Node, List<Release>> released =
        graph.releases().stream().collect(Collectors.groupingBy(r -> r.node().chain().getFirst()));
    return graph.nodes().stream()
        .filter(node -> node.caller() == null)
        .map(node ->
            of(
                node,
                done.getOrDefault(node, List.of()),
                released.getOrDefault(node, List.of()),
                graph,
                protections))
        .toList();
  }

  private static JobRow of(
      Node node,
      List<Occurrence> done,
      List<Release> released,
      PipelineGraph graph,
      List<BranchProtection> protections) {
    List<JobGate> gates = new ArrayList<>();
    for (JobGate.Kind kind : JobGate.Kind.values()) {
      List<Occurrence> own =
          done.stream().filter(o -> o.activity().kind() == kind.activity()).toList();
      if (!own.isEmpty()) {
        gates.add(JobGate.of(kind, own, graph, protections));
      }
    }
    List<String> releases = released.stream().map(JobRow::words).distinct().toList();
    List<String> others =
        done.stream()
            .filter(o -> BRINGING.contains(o.activity().kind()))
            .map(JobRow::words)
            .distinct()
            .toList();
    String given = node.job().name();
    String id = node.job().id();
    return new JobRow(
        node,
        given == null || given.contains("${{") ? id : given,
        gates,
        releases.isEmpty() ? others : releases,
        !releases.isEmpty());
  }

  private static String words(Release release) {
    PlacedStep step = release.step();
    boolean applies =
        step != null
            && step.step().activities().stream().anyMatch(a -> a.kind() == Activity.Kind.APPLY);
    return release.deploys() ? words(applies, release.environment()) : "publishes";
  }

  private static String words(Occurrence occurrence) {
    boolean applies = occurrence.activity().kind() == Activity.Kind.APPLY;
    return words(applies, occurrence.node().environment());
  }

  private static String words(boolean applies, @Nullable String environment) {
    String verb = applies ? "applies" : "deploys";
    return environment == null ? verb : verb + " to " + environment;
  }

  /// Whether there is more to it than a name.
  boolean matters() {
    return !gates.isEmpty() || !acts.isEmpty();
  }

  /// Whether two jobs of one workflow wait for the same jobs, and the same jobs wait for them: they
  /// run side by side.
  boolean beside(JobRow other, List<JobRow> all) {
    return node.needs().equals(other.node.needs()) && followers(all).equals(other.followers(all));
  }

  private List<Node> followers(List<JobRow> all) {
    return all.stream().map(JobRow::node).filter(n -> n.needs().contains(node)).toList();
  }
}
