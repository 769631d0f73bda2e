package dev.sluice.flow.fact;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.source.Source;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that ran, with a date and a result, read from `.sluice/runs/*.json` or from a store.
///
/// @param at when it ended
/// @param environment the environment it belongs to, or null when it serves all or none can be told
/// @param summary one line for people
/// @param values named results: digests, durations (ISO 8601), names
public record Run(
    Source source,
    Kind kind,
    Instant at,
    @Nullable String service,
    @Nullable String environment,
    boolean succeeded,
    String summary,
    Map<String, String> values)
    implements Fact, InEnvironment {
  public Run {
    requireNonNull(source, "source");
    requireNonNull(kind, "kind");
    requireNonNull(at, "at");
    requireNonNull(summary, "summary");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// A named result as a duration; null when there is none, or it is no duration.
  public @Nullable Duration duration(String name) {
    String text = values.get(name);
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// What ran.
  public enum Kind {
    PROMOTION,
    ROLLOUT,
    ROLLBACK,
    ROLLBACK_DRILL,
    RECOVERY_CHECK,
    /// A job that tested a release.
    CHECK,
    PIPELINE,
    DRIFT_CHECK,
    DRIFT_REMEDIATION,
    INFRASTRUCTURE_APPLY,
    ROTATION,
    ACCESS_REVIEW,
    BREAK_GLASS_DRILL,
    CONFIG_ROLLBACK,
    ALERT_TEST,
    ESCALATION_TEST,
    MEASUREMENT,
    REVIEW,
    AUDIT_CHECK
  }
}
