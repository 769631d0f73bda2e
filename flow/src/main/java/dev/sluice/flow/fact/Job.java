package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job of a pipeline.
///
/// @param pipeline file of the pipeline that it stands in
/// @param name what people and required checks call it, as written; null when only its id does
/// @param condition its `if`
/// @param environment the environment that it deploys to, as written
/// @param permissions null when the job says nothing
/// @param containers images of the job's container and services
/// @param credentials name of the container or service whose registry password is written in clear;
///   never the password
/// @param env variables for all its steps
/// @param uses the reusable workflow that it calls
/// @param inheritedSecrets `secrets: inherit` when it hands on all secrets
/// @param matrix the matrix, as text, when it has one
public record Job(
    Source source,
    String pipeline,
    String id,
    @Nullable String name,
    List<Text> needs,
    @Nullable Text condition,
    @Nullable Text environment,
    @Nullable Permissions permissions,
    @Nullable Text timeoutMinutes,
    @Nullable Text continueOnError,
    @Nullable Text runsOn,
    List<Text> containers,
    @Nullable Text credentials,
    Map<String, Text> env,
    @Nullable Text uses,
    Map<String, Text> with,
    @Nullable Text inheritedSecrets,
    @Nullable Text concurrency,
    @Nullable Text matrix,
    List<Step> steps)
    implements Fact {
  public Job {
    requireNonNull(source, "source");
    requireNonNull(pipeline, "pipeline");
    requireNonNull(id, "id");
    needs = List.copyOf(needs);
    containers = List.copyOf(containers);
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
    steps = List.copyOf(steps);
  }

  @Override
  public List<Step> parts() {
    return steps;
  }
}
