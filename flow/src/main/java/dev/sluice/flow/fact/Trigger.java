package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What starts a pipeline, with its filters as written.
///
/// @param event `push`, `pull_request`, `schedule`, `workflow_run`, …
/// @param workflows for `workflow_run`: the workflows that it follows
public record Trigger(
    Source source,
    String event,
    List<String> branches,
    List<String> branchesIgnored,
    List<String> tags,
    List<Text> paths,
    List<Text> pathsIgnored,
    List<String> types,
    List<String> workflows,
    @Nullable String cron) {
  public Trigger {
    requireNonNull(source, "source");
    requireNonNull(event, "event");
    branches = List.copyOf(branches);
    branchesIgnored = List.copyOf(branchesIgnored);
    tags = List.copyOf(tags);
    paths = List.copyOf(paths);
    pathsIgnored = List.copyOf(pathsIgnored);
    types = List.copyOf(types);
    workflows = List.copyOf(workflows);
  }
}
