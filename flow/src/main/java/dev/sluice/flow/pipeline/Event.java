package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.pipeline.expression.Truth;
import dev.sluice.flow.pipeline.expression.Value;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One way in which a pipeline starts.
///
/// @param ref what is known of the branch or tag
public record Event(Trigger trigger, Value ref) {
  private static final Set<String> CHANGES =
      Set.of("pull_request", "pull_request_target", "merge_group");
  private static final Set<String> BY_HAND = Set.of("workflow_dispatch", "repository_dispatch");
  private static final String BRANCHES = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  /// The ways in which a pipeline starts by itself; being called by another is none.
  public static List<Event> of(Pipeline pipeline) {
    return pipeline.triggers().stream().flatMap(Event::of).toList();
  }

  private static Stream<Event> of(Trigger trigger) {
    return switch (trigger.event()) {
      case "workflow_call" -> Stream.of();
      case "push" -> pushes(trigger);
      case "pull_request" -> Stream.of(begins(trigger, "refs/pull/"));
      case "release" -> Stream.of(begins(trigger, TAGS));
      case "schedule", "workflow_run", "pull_request_target" ->
          Stream.of(begins(trigger, BRANCHES));
      default -> Stream.of(new Event(trigger, new Value.Open(Truth.FREE)));
    };
  }

  private static Stream<Event> pushes(Trigger trigger) {
    boolean branchFilter = !trigger.branches().isEmpty() || !trigger.branchesIgnored().isEmpty();
    Stream<Event> branches =
        trigger.branches().isEmpty()
            ? Stream.of(begins(trigger, BRANCHES))
            : trigger.branches().stream()
                .filter(branch -> !branch.startsWith("!"))
                .map(branch -> branch(trigger, branch));
    Stream<Event> tags = Stream.of(begins(trigger, TAGS));
    if (branchFilter) {
      return trigger.tags().isEmpty() ? branches : Stream.concat(branches, tags);
    }
    return trigger.tags().isEmpty() ? Stream.concat(branches, tags) : tags;
  }

  private static Event branch(Trigger trigger, String branch) {
    return branch.chars().anyMatch(c -> "*?[+".indexOf(c) >= 0)
        ? begins(trigger, BRANCHES)
        : new Event(trigger, new Value.Known(BRANCHES + branch));
  }

  private static Event begins(Trigger trigger, String prefix) {
    return new Event(trigger, new Value.Begins(prefix));
  }

  /// Its name: `push`, `pull_request`, …
  public String name() {
    return trigger.event();
  }

  /// Whether it is a change that asks to be merged.
  public boolean change() {
    return CHANGES.contains(name());
  }

  /// Whether a person or another system starts it at will.
  public boolean byHand() {
    return BY_HAND.contains(name());
  }

  /// Whether it is a push to a branch.
  public boolean branch() {
    return name().equals("push") && !tag();
  }

  /// Whether it is a tag or a release.
  public boolean tag() {
    return ref instanceof Value.Begins(String prefix) && prefix.equals(TAGS);
  }
}
