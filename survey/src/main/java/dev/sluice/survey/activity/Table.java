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
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// Rows by the first word of their pattern. A row is parsed when it is first asked for.
final class Table {
  private final Map<String, List<Integer>> exact = new HashMap<>();
  private final List<Wild> wild = new ArrayList<>();
  private final List<String> lines;
  private final AtomicReferenceArray<Row> rows;

  private Table(List<String> lines) {
    this.lines = lines;
    this.rows = new AtomicReferenceArray<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      for (String name : firstWord(lines.get(i)).split("\\|", -1)) {
        if (name.contains("*")) {
          wild.add(new Wild(name, i));
        } else {
          exact.computeIfAbsent(name, key -> new ArrayList<>()).add(i);
        }
      }
    }
  }

  private static String firstWord(String line) {
    int end = line.indexOf(' ');
    return end < 0 ? line : line.substring(0, end);
  }

  /// A row whose first word is a pattern.
  private record Wild(String pattern, int row) {}

  /// Loads a table from a resource beside this class.
  static Table load(String resource) {
    try (InputStream in = Table.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new Table(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList());
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
    return found.isEmpty() ? List.of() : found.stream().map(this::row).toList();
  }

  private Row row(int index) {
    Row known = rows.get(index);
    if (known != null) {
      return known;
    }
    Row parsed = Row.parse(lines.get(index));
    rows.set(index, parsed);
    return parsed;
  }

  /// Every row.
  List<Row> all() {
    return IntStream.range(0, lines.size()).mapToObj(this::row).toList();
  }
}
