package dev.sluice.cli.judge;

import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import java.util.ArrayList;
import java.util.List;

/// A line of a CSV file, split into cells.
///
/// @param starts where each cell begins, counted from 0
record Line(String file, int number, List<String> cells, List<Integer> starts) {
  static Line of(String file, int number, String text) {
    List<String> cells = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      String cell = text.substring(from, to).strip();
      if (cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")) {
        cell = cell.substring(1, cell.length() - 1);
      }
      cells.add(cell);
      starts.add(from);
      from = to + 1;
    }
    return new Line(file, number, cells, starts);
  }

  /// A cell as a number; NaN and infinite ones are numbers too.
  double number(int cell) throws BadInputException {
    String text = cells.get(cell);
    try {
      return whole(text) ? Long.parseLong(text) : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw bad("not-a-number", cell, "a number", "write a number, or nothing for none");
    }
  }

  private static boolean whole(String text) {
    if (text.isEmpty() || text.length() > 17) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /// What is wrong with a cell.
  BadInputException bad(String id, int cell, String expected, String fix) {
    String found = cells.get(cell);
    String shown = found.length() > 40 ? found.substring(0, 40) + "…" : found;
    return bad(id, cell, expected, shown.isEmpty() ? "nothing" : "'" + shown + "'", fix);
  }

  /// What is wrong at a cell, and what was found there in words.
  BadInputException bad(String id, int cell, String expected, String found, String fix) {
    Source source = new Source(file, number, starts.get(cell) + 1);
    return new BadInputException(new Problem(source, id, expected, found, fix));
  }
}
