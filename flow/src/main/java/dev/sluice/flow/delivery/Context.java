package dev.sluice.flow.delivery;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stage 1: what is delivered, under which constraints, to what end.
public record Context(
    Origin at,
    @Doc("Services in scope") List<Service> services,
    @Doc("How often production is meant to change") @Nullable Cadence cadence,
    @Doc("What limits a release") @Nullable Constraints constraints,
    @Doc("What shall get better, measurably") List<Goal> goals,
    @Doc("What hurts today") List<PainPoint> painPoints,
    @Doc("Every team and person that owns or approves; when given, any other name is an error")
        List<String> teams,
    @Doc("What the decision tables look at; what is left out is inferred")
        @Nullable Signals signals) {
  public Context {
    services = List.copyOf(services);
    goals = List.copyOf(goals);
    painPoints = List.copyOf(painPoints);
    teams = List.copyOf(teams);
  }

  /// A service in scope.
  public record Service(
      Origin at,
      @Doc("Name of the service") String name,
      @Doc("Directory of the service, relative to this file") @Nullable String path,
      @Doc("Team or person that owns it") @Nullable String owner,
      @Range(from = 1, to = 9) @Doc("1 is the most critical") @Nullable Integer tier,
      @Doc("What it is: a service runs for its users, a library or a tool is published to them")
          @Nullable Type type,
      @Doc("Who can reach it") @Nullable Exposure exposure,
      @Doc("Stores that it keeps data in") List<String> data,
      @Doc("Services of this file that it calls; several are rolled back with their callers first")
          List<String> dependsOn) {
    public Service {
      data = List.copyOf(data);
      dependsOn = List.copyOf(dependsOn);
    }
  }

  /// What something in scope is.
  public enum Type {
    SERVICE,
    LIBRARY,
    TOOL
  }

  /// Who can reach a service.
  public enum Exposure {
    PUBLIC,
    PARTNER,
    INTERNAL
  }

  /// How often production is meant to change.
  public enum Cadence {
    ON_DEMAND,
    DAILY,
    WEEKLY,
    BIWEEKLY,
    MONTHLY,
    QUARTERLY
  }

  /// What limits a release.
  public record Constraints(
      Origin at,
      @Doc("Compliance regimes, none as the single entry when there is none")
          List<String> compliance,
      @Doc("Windows in which production does not change") List<Freeze> freezes,
      @Doc("Longest downtime that a release may cause") @Nullable Duration maxDowntime) {
    public Constraints {
      compliance = List.copyOf(compliance);
      freezes = List.copyOf(freezes);
    }
  }

  /// A window in which production does not change.
  public record Freeze(
      Origin at,
      @Doc("Name of the window") String name,
      @Doc("First day") LocalDate from,
      @Doc("Last day") LocalDate to) {}

  /// A measurable goal.
  public record Goal(
      Origin at,
      @Doc(
              "change-lead-time, deployment-frequency, change-fail-rate,"
                  + " failed-deployment-recovery-time, deployment-rework-rate, or an own metric")
          @Nullable String metric,
      @Doc("Value to reach: a duration, a number, a percentage or a rate such as 5/day")
          @Nullable String target,
      @Doc("The day by which it is to be reached") @Nullable LocalDate by) {}

  /// What hurts today.
  public record PainPoint(
      Origin at,
      @Doc("One sentence") String text,
      @Doc("The goal metric or the criterion that it hurts") @Nullable String hurts) {}

  /// What the decision tables look at.
  public record Signals(
      Origin at,
      @Doc("Risk of a production change") @Nullable Risk risk,
      @Doc("How tight compliance controls are") @Nullable Compliance compliance,
      @Doc("How many teams share the platform") @Nullable Teams teams,
      @Doc("How often infrastructure changes") @Nullable Churn infraChurn) {}

  /// Risk of a production change.
  public enum Risk {
    LOW,
    MEDIUM,
    HIGH
  }

  /// How tight compliance controls are.
  public enum Compliance {
    NONE,
    MODERATE,
    TIGHT
  }

  /// How many teams share the platform.
  public enum Teams {
    ONE,
    SEVERAL
  }

  /// How often infrastructure changes.
  public enum Churn {
    RARE,
    OCCASIONAL,
    FREQUENT
  }
}
