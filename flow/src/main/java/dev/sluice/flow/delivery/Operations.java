package dev.sluice.flow.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 8: the platform in daily life.
public record Operations(
    Origin at,
    @Doc("What shows that the platform is healthy") List<HealthMetric> healthMetrics,
    @Doc("What wakes somebody") List<Alert> alerts,
    @Doc("Who helps, and when") List<Support> support,
    @Doc("Who is called next, in order") List<Escalation> escalation,
    @Doc("Who is told in an incident") List<Communication> communication,
    @Doc("What to do") List<RunbookRef> runbooks,
    @Doc("How the platform gets better") @Nullable Improvement improvement) {
  public Operations {
    healthMetrics = List.copyOf(healthMetrics);
    alerts = List.copyOf(alerts);
    support = List.copyOf(support);
    escalation = List.copyOf(escalation);
    communication = List.copyOf(communication);
    runbooks = List.copyOf(runbooks);
  }

  /// Something that shows health.
  public record HealthMetric(
      Origin at,
      @Doc("What is measured") PlatformMetric metric,
      @Doc("How") @Nullable String query,
      @Doc("The value to hold") @Nullable String target) {}

  /// What is measured about the platform.
  public enum PlatformMetric {
    PIPELINE_HEALTH,
    QUEUE_TIME,
    DEPLOYMENT_ERROR_RATE,
    RECOVERY_TIME,
    CHANGE_FAIL_RATE,
    ROLLBACK_RATE
  }

  /// What wakes somebody.
  public record Alert(
      Origin at,
      @Doc("Name of the alert") String name,
      @Doc("The bound, with its unit") @Nullable String threshold,
      @Doc("How long it has to last") @Key("for") @Nullable Duration hold,
      @Doc("page, ticket, …") @Nullable String severity,
      @Doc("Who acts") @Nullable String owner,
      @Doc("Path or URL of the runbook") @Nullable String runbook) {}

  /// Who helps, and when.
  public record Support(
      Origin at,
      @Doc("Name of the service") String service,
      @Doc("Team") @Nullable String owner,
      @Doc("24x7, or days and hours with a time zone") @Nullable String hours,
      @Doc("Where they are reached") @Nullable String channel) {}

  /// A step of the escalation.
  public record Escalation(
      Origin at, @Doc("Time since the alert") Duration after, @Doc("Who is called") String to) {}

  /// Who is told in an incident.
  public record Communication(
      Origin at,
      @Doc("Who") String audience,
      @Doc("How") @Nullable String channel,
      @Doc("Within which time") @Nullable Duration within) {}

  /// A runbook.
  public record RunbookRef(
      Origin at,
      @Doc("Alerts that it is for, or rollback") List<String> covers,
      @Doc("File or URL") String path) {
    public RunbookRef {
      covers = List.copyOf(covers);
    }
  }

  /// How the platform gets better.
  public record Improvement(
      Origin at,
      @Doc("How often it is reviewed") @Nullable Duration every,
      @Doc("Who leads the review") @Nullable String owner,
      @Doc("How platform debt is ranked") @Nullable String ranking,
      @Doc("How an improvement is checked") @Nullable String check) {}
}
