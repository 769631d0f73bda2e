package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import org.jspecify.annotations.Nullable;

/// A measured condition that can stop a rollout.
///
/// @param object name of the template or canary
/// @param condition as written
/// @param count number of measurements, as written
public record AnalysisMetric(
    Source source,
    String object,
    String name,
    String provider,
    @Nullable String query,
    @Nullable String condition,
    @Nullable String interval,
    @Nullable String count,
    @Nullable String failureLimit)
    implements Fact {
  public AnalysisMetric {
    requireNonNull(source, "source");
    requireNonNull(object, "object");
    requireNonNull(name, "name");
    requireNonNull(provider, "provider");
  }
}
