package dev.sluice.survey.lockfiles;

import java.util.List;
import java.util.function.Predicate;

/// As much of TOML as tells whether a table is there and whether it has an entry. Lines inside
/// multi-line strings are taken for what they look like.
final class Toml {
  private final List<String> lines;

  Toml(String text) {
    this.lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
  }

  /// Whether some table's header matches.
  boolean hasTable(Predicate<String> name) {
    return lines.stream().anyMatch(line -> line.startsWith("[") && name.test(header(line)));
  }

  /// Whether some line stands in a table whose header matches.
  boolean has(Predicate<String> table, Predicate<String> line) {
    boolean inside = table.test("");
    for (String at : lines) {
      if (at.startsWith("[")) {
        inside = table.test(header(at));
      } else if (inside && line.test(at)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a key of a table has an array with something in it.
  boolean hasItems(String table, String key) {
    boolean inside = false;
    boolean opened = false;
    for (String at : lines) {
      if (opened) {
        return !at.startsWith("]");
      }
      if (at.startsWith("[")) {
        inside = header(at).equals(table);
      } else if (inside
          && at.startsWith(key)
          && at.substring(key.length()).strip().startsWith("=")) {
        String value = at.substring(at.indexOf('=') + 1).strip();
        opened = value.equals("[");
        if (!opened) {
          return !value.replace(" ", "").startsWith("[]");
        }
      }
    }
    return false;
  }

  private static String header(String line) {
    int close = line.lastIndexOf(']');
    return line.substring(0, Math.max(close, 0)).replace("[", "").replace("]", "").strip();
  }
}
