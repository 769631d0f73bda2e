package dev.sluice.flow.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 7: what happens when a release is bad.
public record ReleaseSafety(
    Origin at,
    @Doc("What starts a rollback") List<Trigger> triggers,
    @Doc("How schema changes stay compatible") @Nullable Schema schema,
    @Doc("How configuration stays compatible") @Nullable ConfigCompatibility config,
    @Doc("What proves that a rollback helped") @Nullable Recovery recovery,
    @Doc("How the rollback is exercised") @Nullable Drill drill,
    @Doc("How many requests a bad release may reach") @Nullable BlastRadius blastRadius) {
  public ReleaseSafety {
    triggers = List.copyOf(triggers);
  }

  /// Something measurable that starts a rollback.
  public record Trigger(
      Origin at,
      @Doc("Name of the trigger") String name,
      @Doc("Production environments that it holds for; all when left out")
          List<String> environments,
      @Doc("What is measured: an analysis, an alert or a metric") @Nullable String signal,
      @Doc("Side of the bound that is healthy") Cd.@Nullable Comparison comparison,
      @Doc("The bound") @Nullable Double threshold,
      @Doc("Time over which it is judged") @Nullable Duration window,
      @Doc("What is done") @Nullable Action action,
      @Doc("Within which time") @Nullable Duration within,
      @Doc("What acts: sluice, argo-rollouts, flagger, a job, a person") @Nullable String by) {
    public Trigger {
      environments = List.copyOf(environments);
    }
  }

  /// What a trigger does.
  public enum Action {
    ROLLBACK,
    HOLD,
    PAGE
  }

  /// How schema changes stay compatible.
  public record Schema(
      Origin at,
      @Doc("The way of changing") @Nullable SchemaStrategy strategy,
      @Doc("Time during which the previous version must still run")
          @Nullable Duration rollbackWindow,
      @Doc("What is done when a rollback would cross an incompatible change")
          @Nullable OnIncompatible onIncompatible,
      @Doc("How the versions that schemas have now are found out, for those who let sluice release")
          List<SchemaVersion> versions) {
    public Schema {
      versions = List.copyOf(versions);
    }
  }

  /// How the version that the schema of a store has now is found out.
  public record SchemaVersion(
      Origin at,
      @Doc("Name of the store, as releases name it") String store,
      @Doc(
              "A command and its words, run without a shell in the directory of this file, with"
                  + " SLUICE_SERVICE and SLUICE_ENVIRONMENT; the last line that it prints is the"
                  + " version, a whole number")
          List<String> command) {
    public SchemaVersion {
      command = List.copyOf(command);
    }
  }

  /// The way of changing a schema.
  public enum SchemaStrategy {
    EXPAND_CONTRACT,
    OFFLINE,
    NONE
  }

  /// What is done when a rollback cannot be.
  public enum OnIncompatible {
    FREEZE,
    ROLL_FORWARD
  }

  /// How configuration stays compatible.
  public record ConfigCompatibility(
      Origin at,
      @Doc("Whether that is checked") @Nullable Boolean previousVersionRunsWithNewConfig,
      @Doc("Whether that is checked") @Nullable Boolean newVersionRunsWithPreviousConfig,
      @Doc("The job that checks it") @Nullable String job) {}

  /// What proves that a rollback helped.
  public record Recovery(
      Origin at,
      @Doc("Checks that must pass: analyses, health checks or jobs") List<String> checks,
      @Doc("Within which time") @Nullable Duration within) {
    public Recovery {
      checks = List.copyOf(checks);
    }
  }

  /// How the rollback is exercised.
  public record Drill(
      Origin at,
      @Doc("How often") @Nullable Duration every,
      @Doc("Who sees to it") @Nullable String owner,
      @Doc("Where") @Nullable String environment) {}

  /// How many requests a bad release may reach.
  public record BlastRadius(
      Origin at,
      @Range(from = 0, to = 100) @Doc("Percent of requests") @Nullable Double maxShare,
      @Range(from = 0) @Doc("Number of requests") @Nullable Integer maxRequests) {}
}
