package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A pipeline file as the audits see it.
///
/// @param nodes the jobs of the file where they run by themselves; empty for a file that is only
///   called
record PipelineFile(Pipeline pipeline, List<Node> nodes) {
  /// Events that strangers can cause, and that run with the rights and secrets of the repository.
  private static final Set<String> PRIVILEGED =
      Set.of(
          "pull_request_target",
          "workflow_run",
          "issue_comment",
          "issues",
          "discussion",
          "discussion_comment");

  PipelineFile {
    nodes = List.copyOf(nodes);
  }

  List<Job> jobs() {
    return pipeline.jobs();
  }

  List<Step> steps() {
    return jobs().stream().flatMap(job -> job.steps().stream()).toList();
  }

  Stream<Trigger> triggers() {
    return pipeline.triggers().stream();
  }

  boolean on(String event) {
    return triggers().anyMatch(t -> t.event().equals(event));
  }

  /// Whether a stranger can start it with the rights of the repository.
  boolean privileged() {
    return triggers().anyMatch(t -> PRIVILEGED.contains(t.event()));
  }

  static boolean privileged(String event) {
    return PRIVILEGED.contains(event);
  }

  /// The conditions of its jobs and steps.
  Stream<Text> conditions() {
    return Stream.concat(
        jobs().stream().flatMap(job -> Stream.ofNullable(job.condition())),
        steps().stream().flatMap(step -> Stream.ofNullable(step.condition())));
  }

  /// Every text in which expressions are filled in.
  Stream<Text> texts() {
    Stream<Text> around =
        Stream.concat(
            pipeline.env().values().stream(),
            jobs().stream()
                .flatMap(job ->
                    Stream.concat(job.env().values().stream(), job.with().values().stream())));
    return Stream.concat(around, steps().stream().flatMap(PipelineFile::texts));
  }

  private static Stream<Text> texts(Step step) {
    return Stream.of(
            step.env().values().stream(),
            step.with().values().stream(),
            Stream.ofNullable(step.run()),
            Stream.ofNullable(step.condition()))
        .flatMap(texts -> texts);
  }

  /// The action that a step uses, in lower case and without its version; empty when it uses none.
  static String action(Step step) {
    Text uses = step.uses();
    if (uses == null) {
      return "";
    }
    int at = uses.value().indexOf('@');
    return (at < 0 ? uses.value() : uses.value().substring(0, at)).toLowerCase(Locale.ROOT);
  }

  /// An input of a step as text; empty when it is not written.
  static String with(Step step, String name) {
    return text(step.with(), name);
  }

  private static String text(Map<String, Text> texts, String name) {
    Text text = texts.get(name);
    return text == null ? "" : text.value().strip();
  }
}
