package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts local reusable workflows and local actions where they are used.
final class Unfolding {
  private static final int DEEPEST = 10;
  private static final int MOST_NODES = 20_000;

  private final Map<String, Pipeline> files = new HashMap<>();
  private int nodes;

  Unfolding(List<Pipeline> pipelines) {
    pipelines.forEach(pipeline -> files.put(pipeline.source().file(), pipeline));
  }

  /// The jobs of a workflow, those of called workflows inside them.
  List<Node> jobs(Pipeline root) {
    return jobs(root, root, null, 0);
  }

  private List<Node> jobs(Pipeline root, Pipeline file, @Nullable Node caller, int depth) {
    List<Node> found = new ArrayList<>();
    for (Job job : file.jobs()) {
      if (nodes++ > MOST_NODES) {
        return found;
      }
      Node node = new Node(root, file, job, caller, steps(job));
      found.add(node);
      Pipeline called = called(job.uses());
      if (called != null && depth < DEEPEST) {
        node.unfold(jobs(root, called, node, depth + 1));
      }
    }
    found.forEach(node -> node.connect(needed(node.job(), found)));
    return found;
  }

  private static List<Node> needed(Job job, List<Node> among) {
    return job.needs().stream()
        .flatMap(need -> among.stream().filter(n -> n.job().id().equalsIgnoreCase(need.value())))
        .toList();
  }

  private @Nullable Pipeline called(@Nullable Text uses) {
    return uses == null ? null : LocalUse.path(uses.value()).map(files::get).orElse(null);
  }

  private List<PlacedStep> steps(Job job) {
    List<PlacedStep> placed = new ArrayList<>();
    job.steps().forEach(step -> place(step, null, placed, 0));
    return placed;
  }

  private void place(Step step, @Nullable PlacedStep outer, List<PlacedStep> into, int depth) {
    PlacedStep placed = new PlacedStep(step, outer, into.size());
    into.add(placed);
    if (depth < DEEPEST && into.size() < MOST_NODES) {
      action(step.uses())
          .flatMap(action -> action.jobs().stream())
          .flatMap(job -> job.steps().stream())
          .forEach(inner -> place(inner, placed, into, depth + 1));
    }
  }

  private Stream<Pipeline> action(@Nullable Text uses) {
    Optional<String> path = uses == null ? Optional.empty() : LocalUse.path(uses.value());
    if (path.isEmpty()) {
      return Stream.of();
    }
    String directory = path.get().replaceAll("/+$", "");
    String prefix = directory.isEmpty() ? "" : directory + "/";
    return Stream.of("action.yml", "action.yaml")
        .flatMap(name -> Stream.ofNullable(files.get(prefix + name)))
        .filter(found -> found.role() == Pipeline.Role.ACTION)
        .limit(1);
  }
}
