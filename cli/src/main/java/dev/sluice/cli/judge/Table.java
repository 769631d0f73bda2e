package dev.sluice.cli.judge;

import dev.sluice.flow.binding.Nearest;
import dev.sluice.flow.source.Problem;
import dev.sluice.flow.source.Source;
import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recorded traffic as CSV, read row by row. The first line names the columns, in any order.
final class Table {
  /// The columns that there must be.
  static final List<String> COLUMNS =
      List.of(
          "run", "time", "stable_requests", "stable_errors", "canary_requests", "canary_errors");

  private final String file;
  private final BufferedReader reader;
  private final int[] places = new int[COLUMNS.size()];
  private final List<String> cells = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private int columns;
  private int line;

  /// @throws BadInputException when the first line doesn't name the columns
  Table(String file, BufferedReader reader) throws IOException, BadInputException {
    this.file = file;
    this.reader = reader;
    String header = reader.readLine();
    line = 1;
    split(header == null ? "" : header.startsWith("\uFEFF") ? header.substring(1) : header);
    columns = cells.size();
    for (int i = 0; i < places.length; i++) {
      places[i] = cells.indexOf(COLUMNS.get(i));
      if (places[i] < 0) {
        throw missing(COLUMNS.get(i));
      }
    }
    for (int i = 0; i < columns; i++) {
      if (!COLUMNS.contains(cells.get(i)) || cells.indexOf(cells.get(i)) != i) {
        throw bad("unknown-column", i, "each of " + named() + " once", "leave it out");
      }
    }
  }

  private BadInputException missing(String column) {
    for (int i = 0; i < columns; i++) {
      String found = cells.get(i);
      if (!COLUMNS.contains(found) && Nearest.to(found, List.of(column)).isPresent()) {
        return bad("unknown-column", i, "'" + column + "'", "write " + column);
      }
    }
    return new BadInputException(
        new Problem(
            new Source(file, 1, 1),
            "missing-column",
            "the columns " + named() + " in the first line",
            "no '" + column + "'",
            "name the columns in the first line"));
  }

  private static String named() {
    return String.join(",", COLUMNS);
  }

  /// The next row; null at the end. Empty lines are left out.
  @Nullable Row next() throws IOException, BadInputException {
    String text = reader.readLine();
    line++;
    while (text != null && text.isBlank()) {
      text = reader.readLine();
      line++;
    }
    if (text == null) {
      return null;
    }
    split(text);
    if (cells.size() != columns) {
      throw bad("wrong-columns", cells.size() - 1, columns + " cells", "complete the row");
    }
    double seconds = number(1);
    if (!(Math.abs(seconds) < 1e11)) {
      throw bad("not-a-time", places[1], "a time in seconds", "write seconds, 1200.5 say");
    }
    long whole = (long) Math.floor(seconds);
    Instant at = Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e9));
    return new Row(cells.get(places[0]), seconds, observation(at));
  }

  /// What a file has instead of the counts of an outage: nothing, NaN, or counts that go back.
  private Observation observation(Instant at) throws BadInputException {
    double[] counts = new double[4];
    for (int i = 0; i < 4; i++) {
      if (cells.get(places[i + 2]).isEmpty()) {
        return new Observation.Missing(at, Cause.NO_RESULT);
      }
      counts[i] = number(i + 2);
      if (!Double.isFinite(counts[i])) {
        return new Observation.Missing(at, Cause.NOT_A_NUMBER);
      }
      if (counts[i] > 1e15) {
        throw bad(
            "not-a-count", places[i + 2], "a count", "write how many came since the last row");
      }
    }
    long[] whole = new long[4];
    for (int i = 0; i < 4; i++) {
      whole[i] = Math.round(counts[i]);
    }
    if (whole[1] < 0 || whole[3] < 0 || whole[1] > whole[0] || whole[3] > whole[2]) {
      return new Observation.Missing(at, Cause.RESET);
    }
    return new Observation.Counted(
        at, new Counts(whole[0], whole[1]), new Counts(whole[2], whole[3]));
  }

  private double number(int column) throws BadInputException {
    String text = cells.get(places[column]);
    try {
      return whole(text) ? Long.parseLong(text) : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw bad("not-a-number", places[column], "a number", "write a number, or nothing for none");
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

  private BadInputException bad(String id, int cell, String expected, String fix) {
    String found = cells.get(cell);
    String shown = found.length() > 40 ? found.substring(0, 40) + "…" : found;
    return new BadInputException(
        new Problem(
            new Source(file, line, starts.get(cell) + 1),
            id,
            expected,
            shown.isEmpty() ? "nothing" : "'" + shown + "'",
            fix));
  }

  private void split(String text) {
    cells.clear();
    starts.clear();
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
  }

  /// A row that belongs to a run which ended before.
  BadInputException scattered(String run) {
    return new BadInputException(
        new Problem(
            new Source(file, line, starts.get(places[0]) + 1),
            "scattered-run",
            "all rows of a run together",
            "'" + run + "' again",
            "sort the rows by run, then by time"));
  }
}
