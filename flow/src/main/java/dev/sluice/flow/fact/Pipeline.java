package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pipeline file: a workflow, a reusable workflow or a local action.
///
/// @param tool `github-actions`
/// @param permissions the token's permissions for all jobs, or null when the file says nothing
/// @param env variables for all its jobs
/// @param concurrency the concurrency group, or null
/// @param jobs a local action has one job, with an empty id
public record Pipeline(
    Source source,
    String tool,
    String name,
    Role role,
    List<Trigger> triggers,
    @Nullable Permissions permissions,
    Map<String, Text> env,
    @Nullable Text concurrency,
    List<Job> jobs)
    implements Fact {
  public Pipeline {
    requireNonNull(source, "source");
    requireNonNull(tool, "tool");
    requireNonNull(name, "name");
    requireNonNull(role, "role");
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    triggers = List.copyOf(triggers);
    jobs = List.copyOf(jobs);
  }

  /// What kind of file it is.
  public enum Role {
    WORKFLOW,
    REUSABLE,
    ACTION
  }

  @Override
  public List<Job> parts() {
    return jobs;
  }
}
