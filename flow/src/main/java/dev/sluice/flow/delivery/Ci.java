package dev.sluice.flow.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 3: the gates of the pipeline.
public record Ci(
    Origin at,
    @Doc("Who owns the pipeline files") @Nullable String owner,
    @Doc("Gates that every change passes") List<Gate> gates,
    @Doc("What happens to tests that fail now and then") @Nullable FlakyTests flakyTests,
    @Doc("What makes a build repeatable") @Nullable Builds builds,
    @Doc("What a pipeline may do") @Nullable Token token,
    @Doc("What is measured about the pipeline") List<QualitySignal> qualitySignals) {
  public Ci {
    gates = List.copyOf(gates);
    qualitySignals = List.copyOf(qualitySignals);
  }

  /// A gate that every change passes.
  public record Gate(
      Origin at,
      @Doc("What the gate checks") GateKind kind,
      @Doc("Id of the job that is the gate") @Nullable String job,
      @Doc("Who triages its failures") @Nullable String owner,
      @Doc("What a failure does") @Nullable OnFailure onFailure) {}

  /// What a gate checks.
  public enum GateKind {
    BUILD,
    TEST,
    SECURITY,
    POLICY
  }

  /// What a failure does.
  public record OnFailure(
      Origin at,
      @Doc("What is blocked") @Nullable Blocks blocks,
      @Doc("Who is told: a channel or a team") @Key("notify") @Nullable String notifies,
      @Doc("Within which time somebody acts") @Nullable Duration within) {}

  /// What a failure blocks.
  public enum Blocks {
    MERGE,
    RELEASE,
    DEPLOY,
    NOTHING
  }

  /// What happens to tests that fail now and then.
  public record FlakyTests(
      Origin at,
      @Doc("quarantine, retry-once, fix-first, …") @Nullable String policy,
      @Doc("Who mends them") @Nullable String owner,
      @Doc("Within which time") @Nullable Duration within) {}

  /// What makes a build repeatable.
  public record Builds(
      Origin at,
      @Doc("What is pinned") List<Pin> pins,
      @Doc("Whether every job has a timeout") @Nullable Boolean timeouts) {
    public Builds {
      pins = List.copyOf(pins);
    }
  }

  /// What can be pinned.
  public enum Pin {
    ACTIONS,
    BASE_IMAGES,
    TOOLS,
    DEPENDENCIES
  }

  /// What a pipeline may do.
  public record Token(
      Origin at,
      @Doc("What the token may do by default") @Nullable TokenAccess permissions,
      @Doc("How code of strangers is run") @Nullable UntrustedCode untrustedCode) {}

  /// What a token may do by default.
  public enum TokenAccess {
    NONE,
    READ,
    WRITE
  }

  /// How code of strangers is run.
  public enum UntrustedCode {
    NEVER,
    WITHOUT_SECRETS,
    AFTER_APPROVAL
  }

  /// Something that is measured about the pipeline.
  public record QualitySignal(
      Origin at,
      @Doc("What is measured") SignalMetric metric,
      @Doc("The value to hold") @Nullable String target,
      @Doc("Over which time") @Nullable Duration window) {}

  /// What is measured about the pipeline.
  public enum SignalMetric {
    BUILD_SUCCESS_RATE,
    PIPELINE_DURATION,
    DEPLOYMENT_SUCCESS_RATE,
    ROLLBACK_FREQUENCY,
    RECOVERY_TIME
  }
}
