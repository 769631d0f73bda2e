package dev.sluice.survey.activity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Rows by the first word of their pattern. Immutable once loaded.
final class Table {
  private final Map<String, List<Integer>> exact = new HashMap<>();
  private final List<Wild> wild = new ArrayList<>();
  private final List<Row> rows;

  private Table(List<Row> rows) {
    this.rows = rows;
    for (int i = 0; i < rows.size(); i++) {
      for (String name : rows.get(i).pattern().getFirst().split("\\|", -1)) {
        if (name.contains("*")) {
          wild.add(new Wild(name, i));
        } else {
          exact.computeIfAbsent(name, key -> new ArrayList<>()).add(i);
        }
      }
    }
  }

  /// A row whose first word is a pattern.
  private record Wild(String pattern, int row) {}

  /// Loads a table from a resource beside this class.
  static Table load(String resource) {
    try (InputStream in = Table.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      List<Row> rows =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Row::parse)
              .toList();
      return new Table(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rows whose first word matches a name, in their order.
  List<Row> rows(String name) {
    SortedSet<Integer> found = new TreeSet<>(exact.getOrDefault(name, List.of()));
    for (Wild row : wild) {
      if (Globs.matches(row.pattern(), name)) {
        found.add(row.row());
      }
    }
    return found.isEmpty() ? List.of() : found.stream().map(rows::get).toList();
  }

  /// Every row.
  List<Row> all() {
    return rows;
  }
}
