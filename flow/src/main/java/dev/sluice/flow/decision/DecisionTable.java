package dev.sluice.flow.decision;

import dev.sluice.flow.binding.Binder;
import dev.sluice.flow.binding.Bound;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Decision;
import dev.sluice.flow.delivery.Table;
import dev.sluice.flow.signal.Signals;
import dev.sluice.flow.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A decision table: every row whose signals hold speaks, and their choices combine.
public enum DecisionTable {
  DEPLOYMENT_STRATEGY("deployment-strategy", List.of("cd.strategy")),
  IAC_GOVERNANCE(
      "iac-governance",
      List.of("iac.policy-checks", "iac.review", "iac.drift-detection", "iac.change-record"));

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> judges;

  DecisionTable(String id, List<String> judges) {
    this.id = id;
    this.judges = judges;
  }

  /// Stable name in files and output.
  public String id() {
    return id;
  }

  /// The table with a name.
  public static Optional<DecisionTable> of(String id) {
    return Stream.of(values()).filter(table -> table.id.equals(id)).findFirst();
  }

  /// The table as the product brings it, read once from its own resources.
  public Table product() {
    return Objects.requireNonNull(Loaded.TABLES.get(this), id);
  }

  /// Every table, read when the first one is asked for.
  private static final class Loaded {
    private static final Map<DecisionTable, Table> TABLES =
        Stream.of(values()).collect(Collectors.toMap(Function.identity(), DecisionTable::read));
  }

  private Table read() {
    String file = id + ".yaml";
    try (InputStream in = DecisionTable.class.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      Bound<Table> bound =
          Binder.bind(YamlReader.read(file, bytes).documents().getFirst(), Table.class);
      if (!bound.problems().isEmpty()) {
        throw new IllegalStateException(bound.problems().getFirst().toString());
      }
      return Objects.requireNonNull(bound.value(), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the rows that speak say for a delivery.
  public List<Choice> choices(Delivery delivery, Signals signals) {
    return rule(delivery, signals).choices();
  }

  /// What the table says for a delivery.
  public Ruling rule(Delivery delivery, Signals signals) {
    Merged merged = Merged.of(product(), delivery.decisionTables());
    List<Choice> choices = new ArrayList<>();
    List<Row> silent = new ArrayList<>();
    for (Row row : merged.rows()) {
      Decision decision = decision(delivery, row);
      row.match(signals)
          .ifPresentOrElse(
              because ->
                  choices.add(
                      new Choice(
                          row,
                          because,
                          decision,
                          merged.option(row.choose()),
                          merged.option(decision == null ? row.choose() : row.alternative()))),
              () -> silent.add(row));
    }
    return new Ruling(this, choices, silent, conflicts(choices), idle(delivery, choices));
  }

  private static List<Conflict> conflicts(List<Choice> choices) {
    List<Conflict> conflicts = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      for (Choice other : choices.subList(i + 1, choices.size())) {
        Conflict.between(choices.get(i), other).ifPresent(conflicts::add);
      }
    }
    return conflicts;
  }

  private @Nullable Decision decision(Delivery delivery, Row row) {
    return delivery.decisions().stream()
        .filter(d -> d.table().equals(id) && d.choose().equals(row.alternative()))
        .findFirst()
        .orElse(null);
  }

  private List<Decision> idle(Delivery delivery, List<Choice> choices) {
    return delivery.decisions().stream()
        .filter(d -> d.table().equals(id))
        .filter(d -> choices.stream().noneMatch(choice -> choice.asks(d.choose())))
        .toList();
  }

  /// The criterion that is contradicted when a choice is not carried out or not accounted for: the
  /// first one of the default's that judges this table.
  public String judge(Choice choice) {
    return choice.standard().criteria().stream()
        .filter(judges::contains)
        .findFirst()
        .orElse(judges.getFirst());
  }
}
