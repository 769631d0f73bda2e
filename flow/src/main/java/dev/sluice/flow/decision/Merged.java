package dev.sluice.flow.decision;

import dev.sluice.flow.delivery.Origin;
import dev.sluice.flow.delivery.Table;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table of the product with what a delivery adds to it and overrides in it.
///
/// @param rows those of the product in their order, then the new ones
/// @param options every choice by name
record Merged(List<Row> rows, Map<String, Table.Option> options) {

  static Merged of(Table product, List<Table> written) {
    List<Table> own = written.stream().filter(t -> t.table().equals(product.table())).toList();
    Map<String, Table.Row> changes = new LinkedHashMap<>();
    Map<String, Table.Option> options = new LinkedHashMap<>();
    product.choices().forEach(option -> options.put(option.name(), option));
    for (Table table : own) {
      table.rows().forEach(row -> changes.putIfAbsent(row.id(), row));
      table.choices().forEach(option -> options.putIfAbsent(option.name(), option));
    }
    List<Row> rows = new ArrayList<>();
    for (Table.Row row : product.rows()) {
      Table.Row change = changes.remove(row.id());
      if (change == null) {
        add(row, Row.Made.PRODUCT, null, rows);
      } else if (!change.silent()) {
        add(over(row, change), Row.Made.OVERRIDDEN, change.at().source(), rows);
      }
    }
    changes.values().forEach(row -> add(row, Row.Made.ADDED, row.at().source(), rows));
    return new Merged(rows, options);
  }

  /// What a choice turns into; nothing for one that nobody described.
  Table.Option option(String name) {
    Table.Option known = options.get(name);
    return known != null
        ? known
        : new Table.Option(Origin.NONE, name, null, List.of(), List.of(), List.of(), List.of());
  }

  private static Table.Row over(Table.Row row, Table.Row change) {
    return new Table.Row(
        change.at(),
        row.id(),
        either(change.when(), row.when()),
        either(change.signal(), row.signal()),
        either(change.choose(), row.choose()),
        either(change.alternative(), row.alternative()),
        either(change.tradeOff(), row.tradeOff()),
        false,
        change.reason());
  }

  private static <T> @Nullable T either(@Nullable T change, @Nullable T before) {
    return change == null ? before : change;
  }

  /// A row that lacks something says nothing; the loader refuses it.
  private static void add(Table.Row row, Row.Made made, @Nullable Source source, List<Row> rows) {
    Table.When when = row.when();
    String signal = row.signal();
    String choose = row.choose();
    String alternative = row.alternative();
    String tradeOff = row.tradeOff();
    if (signal != null && choose != null && alternative != null && tradeOff != null) {
      rows.add(
          new Row(
              row.id(),
              when == null ? Table.When.ALWAYS : when,
              signal,
              choose,
              alternative,
              tradeOff,
              made,
              source,
              row.reason()));
    }
  }
}
