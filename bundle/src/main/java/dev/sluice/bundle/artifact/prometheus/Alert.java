package dev.sluice.bundle.artifact.prometheus;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An alert to be raised.
///
/// @param hold how long its expression has to hold
/// @param owner the team that acts, or null when nobody is named
/// @param summary what happens, in one sentence
/// @param runbook path in the repository, an anchor allowed
/// @param meaning which words of the runbook fit it
/// @param sample series that raise it and series that do not, or null when none can be made up
public record Alert(
    String name,
    String expression,
    Duration hold,
    String severity,
    @Nullable String owner,
    String summary,
    String runbook,
    Meaning meaning,
    @Nullable Sample sample) {
  public Alert {
    requireNonNull(name, "name");
    requireNonNull(expression, "expression");
    requireNonNull(hold, "hold");
    requireNonNull(severity, "severity");
    requireNonNull(summary, "summary");
    requireNonNull(runbook, "runbook");
    requireNonNull(meaning, "meaning");
  }

  /// What an alert tells.
  public enum Meaning {
    ERRORS,
    LATENCY,
    VALUE,
    STUCK,
    REPLICAS,
    RESTARTS,
    DOWN,
    SECRET,
    PLATFORM
  }

  /// Series for a unit test.
  ///
  /// @param firing series with their values, one a minute, that raise the alert
  /// @param quiet series that do not
  /// @param labels what the raised alert carries beside its own labels
  public record Sample(
      Map<String, String> firing, Map<String, String> quiet, Map<String, String> labels) {
    public Sample {
      firing = new TreeMap<>(firing);
      quiet = new TreeMap<>(quiet);
      labels = new TreeMap<>(labels);
    }
  }

  /// The labels of the alert itself.
  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(Map.of("severity", severity));
    if (owner != null) {
      labels.put("team", owner);
    }
    return labels;
  }

  /// The annotations of the alert.
  Map<String, String> annotations() {
    return new TreeMap<>(Map.of("runbook_url", runbook, "summary", summary));
  }
}
