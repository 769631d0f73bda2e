package dev.sluice.flow.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One delivery: the content of a `delivery.yaml`. What is not written is null or empty; nothing is
/// filled in.
public record Delivery(
    Origin at,
    @Only("sluice.dev/v1") @Doc("Version of this format: sluice.dev/v1") String apiVersion,
    @Only("Delivery") @Doc("Always Delivery") String kind,
    @Doc("What this delivery is called") Metadata metadata,
    @Doc("Raises the bar of every criterion above what the signals ask for")
        @Nullable Profile profile,
    @Doc("Raises the bar of single criteria") List<Bar> bars,
    @Doc("In a monorepo: directories of the services that have a delivery.yaml of their own")
        List<String> deliveries,
    @Doc("Stage 1: services, constraints, goals, pain points and signals")
        @Nullable Context context,
    @Doc("Stage 2: every environment and the way into it") List<Environment> environments,
    @Doc("Stage 2: what is built once and promoted") List<Artifact> artifacts,
    @Doc("Stage 3: gates of the pipeline, their owners and what a failure does") @Nullable Ci ci,
    @Doc("Stage 4: deployment strategy, stop criteria and health checks") @Nullable Cd cd,
    @Doc("Stage 5: infrastructure as code, policies and drift") @Nullable Iac iac,
    @Doc("Stage 6: every secret with its owner, store, access and rotation") List<Secret> secrets,
    @Doc("Stage 6: what holds for all secrets") @Nullable SecretsPolicy secretsPolicy,
    @Doc("Stage 6: how configuration is promoted, checked and rolled back") @Nullable Config config,
    @Doc("Stage 7: rollback triggers, compatibility and recovery")
        @Nullable ReleaseSafety releaseSafety,
    @Doc("Stage 8: health of the platform, alerts, support and runbooks")
        @Nullable Operations operations,
    @Doc("Stage 9: reviews, change classes, risks and audit") @Nullable Governance governance,
    @Doc("Rows that the decision tables get here, or that are overridden")
        List<Table> decisionTables,
    @Doc("Choices that differ from the decision tables, with their reasons")
        List<Decision> decisions,
    @Doc("Defaults that nobody has confirmed yet") List<Assumption> assumptions,
    @Doc("Criteria that are waived until a date") List<ExceptionRecord> exceptions,
    @Doc("What the requester leaves open: it stays unmet, and holds up the bundle alone no longer")
        List<LeftOpen> leftOpen,
    @Doc("Another order of the stages, with who asked for it and why")
        @Nullable Sequence sequence) {
  public Delivery {
    bars = List.copyOf(bars);
    deliveries = List.copyOf(deliveries);
    environments = List.copyOf(environments);
    artifacts = List.copyOf(artifacts);
    secrets = List.copyOf(secrets);
    decisionTables = List.copyOf(decisionTables);
    decisions = List.copyOf(decisions);
    assumptions = List.copyOf(assumptions);
    exceptions = List.copyOf(exceptions);
    leftOpen = List.copyOf(leftOpen);
  }

  /// The name of a delivery.
  public record Metadata(
      Origin at,
      @Doc("Name of the service or of the group of services") String name,
      @Doc("Free labels") Map<String, String> labels) {
    public Metadata {
      labels = Map.copyOf(labels);
    }
  }

  /// A raised bar of one criterion.
  public record Bar(
      Origin at,
      @Doc("Id of the criterion") String criterion,
      @Doc("The level that it has to reach") BarLevel level) {}

  /// A level that can be asked for.
  public enum BarLevel {
    DECLARED,
    ENFORCED,
    PROVEN
  }

  /// How strict the gates are.
  public enum Profile {
    STARTER,
    STANDARD,
    REGULATED
  }

  /// A choice against a decision table. It counts only when it says why, who decided and when.
  public record Decision(
      Origin at,
      @Only({"deployment-strategy", "iac-governance"}) @Doc("The decision table") String table,
      @Doc("The alternative that is taken") String choose,
      @Doc("Why") @Nullable String rationale,
      @Doc("Who decided") @Nullable String by,
      @Key("at") @Doc("The day on which it was decided") @Nullable LocalDate on) {

    /// The keys that are missing for it to count.
    public List<String> lacks() {
      List<String> lacks = new ArrayList<>();
      if (rationale == null) {
        lacks.add("rationale");
      }
      if (by == null) {
        lacks.add("by");
      }
      if (on == null) {
        lacks.add("at");
      }
      return lacks;
    }

    /// Why it was taken, by whom and when; or what it lacks.
    public String account() {
      List<String> lacks = lacks();
      return lacks.isEmpty()
          ? rationale + " (" + by + ", " + on + ")"
          : "taken without " + String.join(", ", lacks);
    }
  }

  /// A default that was filled in and waits for a confirmation.
  public record Assumption(
      Origin at,
      @Doc("The criterion that rests on it") String criterion,
      @Doc("What is assumed") String assumes,
      @Doc("Why this default") String why,
      @Doc("How to replace it by a fact") @Nullable String replace,
      @Doc("Keys of this file that rest on it; left out, all that the criterion asks for")
          List<String> keys) {
    public Assumption {
      keys = List.copyOf(keys);
    }

    /// Whether a key, `environments.name` say, rests on it.
    public boolean covers(String key) {
      return keys.isEmpty() || keys.contains(key);
    }
  }

  /// A criterion that is waived until a date.
  public record ExceptionRecord(
      Origin at,
      @Doc("Id of the criterion") String criterion,
      @Doc("The service, environment or file that it covers; * for all") String scope,
      @Doc("Who mends it") String owner,
      @Doc("Who accepted it; never its owner") String approver,
      @Doc("Why it cannot be met now") String reason,
      @Doc("When it ends") Instant expires) {}

  /// A stage or a criterion that the requester leaves open until a day: its gate stays shut, and
  /// the bundle is judged all the same.
  public record LeftOpen(
      Origin at,
      @Doc("Id of a stage, for all its criteria") @Nullable String stage,
      @Doc("Id of a criterion") @Nullable String criterion,
      @Doc("Who asked for it") String requestedBy,
      @Doc("Why") String reason,
      @Doc("The last day on which it holds") LocalDate until) {

    /// Whether it still holds.
    public boolean holds(Instant now) {
      return !until.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC));
    }
  }

  /// What leaves a criterion open at an instant; empty when nothing does.
  ///
  /// @param stage id of the stage that the criterion belongs to
  public Optional<LeftOpen> leftOpen(String criterion, String stage, Instant now) {
    return leftOpen.stream()
        .filter(left -> criterion.equals(left.criterion()) || stage.equals(left.stage()))
        .filter(left -> left.holds(now))
        .findFirst();
  }

  /// Another order of the stages.
  public record Sequence(
      Origin at,
      @Doc("All ten stage ids in the wanted order; bundle stays last") List<String> stages,
      @Doc("Who asked for it") String requestedBy,
      @Doc("Why") String reason) {
    public Sequence {
      stages = List.copyOf(stages);
    }
  }

  /// A delivery about which nothing is written: the normal case of a repository without the file.
  public static Delivery none(String name) {
    return new Delivery(
        Origin.NONE,
        "sluice.dev/v1",
        "Delivery",
        new Metadata(Origin.NONE, name, Map.of()),
        null,
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /// Whether somebody wrote it.
  public boolean written() {
    return !at.keys().isEmpty();
  }

  /// Whether the owner says that nothing in scope runs for its users: libraries and tools, which
  /// are published and run by whoever takes them. An assumption says nothing.
  public boolean publishedOnly() {
    List<Context.Service> services = context == null ? List.of() : context.services();
    return !services.isEmpty()
        && services.stream()
            .map(Context.Service::type)
            .allMatch(type -> type == Context.Type.LIBRARY || type == Context.Type.TOOL)
        && assumptions.stream()
            .noneMatch(
                a -> a.criterion().equals("context.services") && a.covers("context.services.type"));
  }

  /// The production environments.
  public List<Environment> productionEnvironments() {
    return environments.stream().filter(Environment::production).toList();
  }
}
