package dev.sluice.flow.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision table, or what a `delivery.yaml` adds to one. The tables of the product are data of
/// this form too.
public record Table(
    Origin at,
    @Only({"deployment-strategy", "iac-governance"}) @Doc("The decision table") String table,
    @Doc("New rows, and rows of the product that are overridden by their id") List<Row> rows,
    @Doc("New choices that rows may name") List<Option> choices) {
  public Table {
    rows = List.copyOf(rows);
    choices = List.copyOf(choices);
  }

  /// A row. One that overrides a row of the product keeps what it leaves out.
  public record Row(
      Origin at,
      @Doc("Id of the row") String id,
      @Doc("The signals that make it speak; without any it always speaks") @Nullable When when,
      @Doc("The signals in words") @Nullable String signal,
      @Doc("What is chosen") @Nullable String choose,
      @Doc("What may be taken instead, with a recorded decision") @Nullable String alternative,
      @Doc("What is gained and what is paid") @Nullable String tradeOff,
      @Doc("Whether a row of the product no longer speaks") boolean silent,
      @Doc("Why a row of the product is overridden") @Nullable String reason) {}

  /// The signals that make a row speak: all that are named have to hold, by any of their values.
  public record When(
      Origin at,
      @Doc("Risk of a production change") List<Context.Risk> risk,
      @Doc("How tight compliance controls are") List<Context.Compliance> compliance,
      @Doc("How many teams share the platform") List<Context.Teams> teams,
      @Doc("How often infrastructure changes") List<Context.Churn> infraChurn) {
    /// What always holds.
    public static final When ALWAYS =
        new When(Origin.NONE, List.of(), List.of(), List.of(), List.of());

    public When {
      risk = List.copyOf(risk);
      compliance = List.copyOf(compliance);
      teams = List.copyOf(teams);
      infraChurn = List.copyOf(infraChurn);
    }
  }

  /// A choice: what it means, and what it turns into.
  public record Option(
      Origin at,
      @Doc("Name of the choice") String name,
      @Doc("What it means, in one phrase") @Nullable String means,
      @Doc("Deployment strategies that it allows; all when left out") List<String> strategies,
      @Doc("Criteria that it turns into") List<String> criteria,
      @Doc("Keys of this file that it turns into, such as cd.strategy.canary") List<String> keys,
      @Doc("Choices that it cannot be combined with") List<String> excludes) {
    public Option {
      strategies = List.copyOf(strategies);
      criteria = List.copyOf(criteria);
      keys = List.copyOf(keys);
      excludes = List.copyOf(excludes);
    }
  }
}
