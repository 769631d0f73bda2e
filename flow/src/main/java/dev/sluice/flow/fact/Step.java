package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A step of a job.
///
/// @param pipeline file of the pipeline
/// @param job id of the job
/// @param index 0-based place in the job
/// @param condition its `if`
/// @param activities what the step does, as far as its action or its commands are known
/// @param injections expressions that put foreign text into code
public record Step(
    Source source,
    String pipeline,
    String job,
    int index,
    @Nullable String id,
    @Nullable String name,
    @Nullable Text uses,
    Map<String, Text> with,
    Map<String, Text> env,
    @Nullable Text run,
    @Nullable Text condition,
    @Nullable Text continueOnError,
    @Nullable Text timeoutMinutes,
    List<Activity> activities,
    List<Injection> injections)
    implements Fact {
  public Step {
    requireNonNull(source, "source");
    requireNonNull(pipeline, "pipeline");
    requireNonNull(job, "job");
    with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    activities = List.copyOf(activities);
    injections = List.copyOf(injections);
  }
}
