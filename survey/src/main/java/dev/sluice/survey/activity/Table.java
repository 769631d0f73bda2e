package dev.sluice.survey.activity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows by the first word of their pattern. Immutable once loaded.
final class Table {
  private final Map<String, List<Integer>> exact = new HashMap<>();
  private final List<Integer> wild = new ArrayList<>();
  private final List<Row> rows;

  private Table(List<Row> rows) {
    this.rows = rows;
    for (int i = 0; i < rows.size(); i++) {
      for (String name : rows.get(i).pattern().getFirst().split("\\|", -1)) {
        if (name.contains("*")) {
          wild.add(i);
        } else {
          exact.computeIfAbsent(name, key -> new ArrayList<>()).add(i);
        }
      }
    }
  }

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

  /// The rows whose first word may match a name, in their order.
  List<Row> rows(String name) {
    List<Integer> found = new ArrayList<>(exact.getOrDefault(name, List.of()));
    for (int i : wild) {
      boolean matches =
          List.of(rows.get(i).pattern().getFirst().split("\\|", -1)).stream()
              .anyMatch(p -> Globs.matches(p, name));
      if (matches && !found.contains(i)) {
        found.add(i);
      }
    }
    return found.stream().sorted().map(rows::get).toList();
  }

  List<Row> all() {
    return rows;
  }
}
