package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.pipeline.Hole.Kind;
import dev.sluice.flow.pipeline.expression.Truth;
import dev.sluice.flow.pipeline.expression.Value.Result;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a gate runs for every change that asks to be merged, and whether merging waits for it.
final class MergeGate {
  private MergeGate() {}

  /// What keeps a gate from running for every change; empty when it does. Path filters are left
  /// out.
  static Optional<Hole> misses(Occurrence gate) {
    List<Event> events = changes(gate);
    if (events.isEmpty()) {
      return Optional.of(
          new Hole(
              Kind.NOT_ON_CHANGE,
              gate.node().root().source(),
              gate.node() + " does not run for pull requests",
              "start it on `pull_request`"));
    }
    for (Event event : events) {
      Simulation run = Simulation.of(event);
      Optional<Text> condition =
          run.runs(gate.node()).certain()
              ? new Steps(run, gate.node()).skips(gate.step(), List.of())
              : Steps.conditions(gate.node())
                  .findFirst()
                  .or(() ->
                      gate.node().ancestors().stream().flatMap(Steps::conditions).findFirst());
      if (condition.isPresent()) {
        return condition.map(c -> skipped(gate, c));
      }
    }
    return Optional.empty();
  }

  private static Hole skipped(Occurrence gate, Text condition) {
    return new Hole(
        Steps.asksForPaths(condition, gate.node()) ? Kind.PATH_FILTER : Kind.CONDITIONAL,
        condition.source(),
        "`"
            + gate.activity().tool()
            + "` is skipped where `"
            + Swallowed.oneLine(condition.value())
            + "` does not hold",
        "run it for every change");
  }

  private static List<Event> changes(Occurrence gate) {
    List<Event> all = Event.of(gate.node().root()).stream().filter(Event::change).toList();
    List<Event> requests = all.stream().filter(e -> !e.name().equals("merge_group")).toList();
    return requests.isEmpty() ? all : requests;
  }

  /// The protection that makes merging wait for a gate, or for a job that fails with it.
  static Optional<BranchProtection> requires(
      Occurrence gate, List<Node> roots, List<BranchProtection> protections) {
    if (protections.isEmpty()) {
      return Optional.empty();
    }
    List<Node> failing =
        roots.stream()
            .filter(root -> root.sameRun(gate.node()))
            .flatMap(Node::all)
            .filter(node -> gate.node().chain().contains(node) || collects(node, gate))
            .toList();
    return protections.stream()
        .filter(p -> failing.stream().anyMatch(node -> names(p.requiredChecks(), node)))
        .findFirst();
  }

  private static boolean names(List<String> checks, Node node) {
    return node.checkNames().stream()
        .anyMatch(name ->
            checks.stream().anyMatch(check -> check.equals(name) || check.startsWith(name + " (")));
  }

  /// Whether a job runs although the gate failed, and looks at how the jobs before it ended. A
  /// skipped job would not do: its check counts as passed.
  private static boolean collects(Node node, Occurrence gate) {
    boolean waits =
        node.ancestors().stream().anyMatch(n -> n.all().anyMatch(g -> g == gate.node()));
    return waits
        && changes(gate).stream()
            .allMatch(
                e -> Simulation.where(e, gate.node(), Result.FAILURE).runs(node) == Truth.TRUE)
        && node.steps().stream().map(PlacedStep::step).anyMatch(MergeGate::looksAtNeeds);
  }

  private static boolean looksAtNeeds(Step step) {
    return Stream.of(
            Stream.ofNullable(step.run()),
            Stream.ofNullable(step.condition()),
            step.env().values().stream(),
            step.with().values().stream())
        .flatMap(s -> s)
        .anyMatch(text -> text.value().contains("needs"));
  }
}
