package dev.sluice.bundle.figure;

import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A workflow as groups of jobs that run side by side.
record Workflow(Pipeline file, List<List<JobRow>> groups) {
  Workflow {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /// The workflows that hold a gate or release something, those that release first.
  static List<Workflow> of(List<JobRow> jobs) {
    Map<Source, List<JobRow>> byFile = new LinkedHashMap<>();
    jobs.forEach(
        j -> byFile.computeIfAbsent(j.node().root().source(), s -> new ArrayList<>()).add(j));
    List<Workflow> releasing = new ArrayList<>();
    List<Workflow> checking = new ArrayList<>();
    for (List<JobRow> own : byFile.values()) {
      if (own.stream().anyMatch(JobRow::releases)) {
        releasing.add(of(own.getFirst().node().root(), own));
      } else if (own.stream().anyMatch(JobRow::matters)) {
        checking.add(of(own.getFirst().node().root(), own));
      }
    }
    releasing.addAll(checking);
    return List.copyOf(releasing);
  }

  private static Workflow of(Pipeline file, List<JobRow> jobs) {
    List<List<JobRow>> groups = new ArrayList<>();
    for (JobRow job : jobs) {
      groups.stream()
          .filter(group -> group.getFirst().beside(job, jobs))
          .findFirst()
          .ifPresentOrElse(
              group -> group.add(job), () -> groups.add(new ArrayList<>(List.of(job))));
    }
    return new Workflow(file, groups);
  }

  /// How many jobs it has.
  int jobs() {
    return groups.stream().mapToInt(List::size).sum();
  }

  /// The groups that a group waits for.
  List<Integer> before(int group) {
    List<Node> needs = groups.get(group).getFirst().node().needs();
    List<Integer> before = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).stream().anyMatch(job -> needs.contains(job.node()))) {
        before.add(i);
      }
    }
    return before;
  }

  /// What starts it: `pull requests, push to main`.
  String starts() {
    return String.join(
        ", ", Event.of(file).stream().map(Event::trigger).map(Workflow::words).distinct().toList());
  }

  private static String words(Trigger trigger) {
    return switch (trigger.event()) {
      case "pull_request", "pull_request_target" -> "pull requests";
      case "merge_group" -> "merge queue";
      case "push" -> push(trigger);
      case "schedule" -> "schedule";
      case "workflow_dispatch" -> "by hand";
      case "repository_dispatch" -> "from outside";
      case "workflow_run" -> "after " + Words.list(trigger.workflows(), "or");
      default -> trigger.event().replace('_', ' ');
    };
  }

  private static String push(Trigger trigger) {
    List<String> to = new ArrayList<>(trigger.branches());
    trigger.tags().forEach(tag -> to.add("tag " + tag));
    return to.isEmpty() ? "push" : "push to " + Words.list(to, "or");
  }
}
