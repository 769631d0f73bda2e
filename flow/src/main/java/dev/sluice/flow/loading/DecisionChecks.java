package dev.sluice.flow.loading;

import dev.sluice.flow.binding.Found;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.decision.DecisionTable;
import dev.sluice.flow.decision.Keys;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.delivery.Table;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a delivery adds to the decision tables can be used, and what it decides can be chosen.
final class DecisionChecks {
  /// More rows or choices of one table are refused: every two of them are held against each other.
  private static final int MOST = 100;

  private static final List<String> STRATEGIES =
      List.of("canary", "blueGreen", "rolling", "bigBang");

  private final Map<String, Definition> criteria;
  private final Report report;

  private DecisionChecks(Map<String, Definition> criteria, Report report) {
    this.criteria = criteria;
    this.report = report;
  }

  static void check(Delivery delivery, Map<String, Definition> criteria, Report report) {
    DecisionChecks checks = new DecisionChecks(criteria, report);
    Report.Once tables = report.once("entry of `decisionTables`");
    delivery.decisionTables().forEach(t -> tables.name(t.table(), t.at().of("table")));
    for (DecisionTable table : DecisionTable.values()) {
      List<Table> own =
          delivery.decisionTables().stream().filter(t -> t.table().equals(table.id())).toList();
      if (own.stream().allMatch(checks::bounded)) {
        checks.table(table.product(), own);
        checks.decisions(table, own, delivery);
      }
    }
  }

  private boolean bounded(Table table) {
    boolean rows = bounded(table.at(), "rows", table.rows().size());
    return bounded(table.at(), "choices", table.choices().size()) && rows;
  }

  private boolean bounded(Origin at, String key, int size) {
    if (size > MOST) {
      report.add(
          at.of(key),
          "table-too-long",
          "at most " + MOST + " " + key,
          size + " of them",
          "keep the " + key + " that somebody can still read");
    }
    return size <= MOST;
  }

  private void table(Table product, List<Table> own) {
    Set<String> choices = names(product, own);
    Report.Once rows = report.once("row of the table");
    Report.Once options = report.once("choice of the table");
    for (Table table : own) {
      for (Table.Row row : table.rows()) {
        rows.name(row.id(), row.at().of("id"));
        row(row, product, choices);
      }
      for (Table.Option option : table.choices()) {
        options.name(option.name(), option.at().of("name"));
        option(option, product, choices);
      }
    }
  }

  /// The choices that a table knows.
  private static Set<String> names(Table product, List<Table> own) {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(Stream.of(product), own.stream())
        .flatMap(table -> table.choices().stream())
        .forEach(option -> names.add(option.name()));
    return names;
  }

  private void row(Table.Row row, Table product, Set<String> choices) {
    if (row.id().isEmpty()) {
      return; // refused already
    }
    Table.Row before =
        product.rows().stream().filter(r -> r.id().equals(row.id())).findFirst().orElse(null);
    if (before == null) {
      added(row);
    } else if (row.reason() == null) {
      report.add(
          row.at().of("id"),
          "override-without-reason",
          "a `reason` beside the id of a row of the product",
          Found.quoted(row.id()) + " without it",
          "add `reason: …`, or give a new row an id of its own");
    }
    choice(row.at(), "choose", row.choose(), choices);
    choice(row.at(), "alternative", row.alternative(), choices);
    String choose = row.choose() != null || before == null ? row.choose() : before.choose();
    String other =
        row.alternative() != null || before == null ? row.alternative() : before.alternative();
    if (choose != null && choose.equals(other)) {
      report.add(
          row.at().of(row.alternative() == null ? "choose" : "alternative"),
          "same-choice",
          "an alternative that differs from the default",
          Found.quoted(choose) + " for both",
          "name another choice");
    }
  }

  private void added(Table.Row row) {
    List<String> lacks = new ArrayList<>();
    lacks(row.signal(), "signal", lacks);
    lacks(row.choose(), "choose", lacks);
    lacks(row.alternative(), "alternative", lacks);
    lacks(row.tradeOff(), "tradeOff", lacks);
    if (!lacks.isEmpty()) {
      report.add(
          row.at().source(),
          "row-incomplete",
          "a row with signal, choose, alternative and tradeOff",
          Found.quoted(row.id()) + " without " + String.join(", ", lacks),
          "add what is missing, or name a row of the product by its id");
    }
    if (row.silent()) {
      report.add(
          row.at().of("silent"),
          "silent-row",
          "the id of a row of the product beside `silent`",
          Found.quoted(row.id()),
          "remove the row");
    }
  }

  private static void lacks(@Nullable String value, String key, List<String> lacks) {
    if (value == null) {
      lacks.add(key);
    }
  }

  private void choice(Origin at, String key, @Nullable String name, Collection<String> choices) {
    if (name != null) {
      unknownChoice(at.of(key), name, choices);
    }
  }

  private void unknownChoice(Source at, String name, Collection<String> choices) {
    report.unknown(
        at,
        "unknown-choice",
        "a choice of this table",
        name,
        choices,
        "name one of "
            + String.join(", ", choices.stream().limit(6).toList())
            + ", or add it to `choices` of `decisionTables`");
  }

  private void option(Table.Option option, Table product, Set<String> choices) {
    if (product.choices().stream().anyMatch(o -> o.name().equals(option.name()))) {
      report.add(
          option.at().of("name"),
          "choice-of-the-product",
          "a name that the product does not use",
          Found.quoted(option.name()),
          "give the choice a name of its own, and let a row choose it");
    }
    each(option.at(), "criteria", option.criteria(), criteria.keySet(), "the id of a criterion");
    each(option.at(), "strategies", option.strategies(), STRATEGIES, Found.oneOf(STRATEGIES));
    each(option.at(), "excludes", option.excludes(), choices, "a choice of this table");
    refuse(
        option.at(),
        "excludes",
        option.excludes(),
        option.name()::equals,
        "excludes-itself",
        "another choice");
    refuse(
        option.at(),
        "keys",
        option.keys(),
        key -> !Keys.known(key),
        "unknown-key",
        "a key of delivery.yaml, such as cd.strategy.canary");
  }

  private void each(
      Origin at, String key, List<String> names, Collection<String> known, String what) {
    for (int i = 0; i < names.size(); i++) {
      String id = key.equals("criteria") ? "unknown-criterion" : "unknown-value";
      report.unknown(at.of(key + "[" + i + "]"), id, what, names.get(i), known, "remove it");
    }
  }

  private void refuse(
      Origin at,
      String key,
      List<String> names,
      Predicate<String> wrong,
      String id,
      String expected) {
    for (int i = 0; i < names.size(); i++) {
      if (wrong.test(names.get(i))) {
        report.add(
            at.of(key + "[" + i + "]"),
            id,
            expected,
            Found.quoted(names.get(i)),
            "correct it, or remove it");
      }
    }
  }

  private void decisions(DecisionTable table, List<Table> own, Delivery delivery) {
    Set<String> choices = names(table.product(), own);
    Report.Once once = report.once("decision of the table");
    for (Delivery.Decision decision : delivery.decisions()) {
      if (decision.table().equals(table.id())) {
        once.name(decision.choose(), decision.at().of("choose"));
        unknownChoice(decision.at().of("choose"), decision.choose(), choices);
      }
    }
  }
}
