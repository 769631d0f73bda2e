package dev.sluice.cli.judge;

import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Histogram;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Cause;
import dev.sluice.release.judge.Observation.Sides;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Recorded traffic as CSV, read row by row. The first line names the columns, in any order.
final class Table {
  private static final double MOST = 1e15;

  private final String file;
  private final BufferedReader reader;
  private final Columns columns;
  private int number;

  /// The line after the last row; null at the end, and before the first.
  private @Nullable Entry ahead;

  private boolean begun;

  /// The first line of the last row.
  private Line last;

  /// @throws BadInputException when the first line doesn't name the columns
  Table(String file, BufferedReader reader) throws IOException, BadInputException {
    this.file = file;
    this.reader = reader;
    String header = reader.readLine();
    number = 1;
    String text = header == null ? "" : header.startsWith("\uFEFF") ? header.substring(1) : header;
    last = Line.of(file, 1, text);
    columns = Columns.of(last);
  }

  /// One line: what both sides did, of one key where there are keys.
  ///
  /// @param missing why it says nothing, or null
  /// @param times how long it took, or why it doesn't say
  private record Entry(
      Line line, String run, double seconds, @Nullable Cause missing, Sides sides, Times times) {}

  /// The latency buckets of one line, or of several.
  ///
  /// @param missing why there are none, or null
  /// @param stable requests of the stable, each bucket with those of the smaller ones
  /// @param canary the same of the canary
  private record Times(@Nullable Cause missing, List<Long> stable, List<Long> canary) {
    Times plus(Times other) {
      Cause why = missing == null ? other.missing : missing;
      return why != null
          ? new Times(why, List.of(), List.of())
          : new Times(null, sums(stable, other.stable), sums(canary, other.canary));
    }

    private static List<Long> sums(List<Long> a, List<Long> b) {
      List<Long> sums = new ArrayList<>();
      for (int i = 0; i < a.size(); i++) {
        sums.add(a.get(i) + b.get(i));
      }
      return sums;
    }
  }

  /// Whether it was recorded how long requests took.
  boolean timed() {
    return columns.timed();
  }

  /// The next row; null at the end. Empty lines are left out.
  @Nullable Row next() throws IOException, BadInputException {
    if (!begun) {
      begun = true;
      ahead = entry();
    }
    Entry first = ahead;
    if (first == null) {
      return null;
    }
    Map<String, Sides> keys = new HashMap<>();
    Entry all = first;
    last = first.line();
    keys.put(key(first), first.sides());
    Entry entry = entry();
    while (columns.key() >= 0
        && entry != null
        && entry.run().equals(first.run())
        && entry.seconds() == first.seconds()) {
      if (keys.put(key(entry), entry.sides()) != null) {
        throw entry
            .line()
            .bad("double-key", columns.key(), "each key once at a time", "sum its rows up");
      }
      all = sum(all, entry);
      entry = entry();
    }
    ahead = entry;
    return row(all, keys);
  }

  private String key(Entry entry) {
    return columns.key() < 0 ? "" : entry.line().cells().get(columns.key());
  }

  private static Entry sum(Entry a, Entry b) {
    Cause missing = a.missing() == null ? b.missing() : a.missing();
    return new Entry(a.line(), a.run(), a.seconds(), missing, a.sides(), a.times().plus(b.times()));
  }

  private Row row(Entry entry, Map<String, Sides> keys) {
    long whole = (long) Math.floor(entry.seconds());
    Instant at = Instant.ofEpochSecond(whole, Math.round((entry.seconds() - whole) * 1e9));
    Cause missing = entry.missing();
    Observation errors;
    if (missing != null) {
      errors = new Observation.Missing(at, missing);
    } else if (columns.key() >= 0) {
      errors = new Observation.Keyed(at, keys);
    } else {
      errors = new Observation.Counted(at, entry.sides().stable(), entry.sides().canary());
    }
    return new Row(entry.run(), entry.seconds(), errors, times(at, entry));
  }

  private @Nullable Observation times(Instant at, Entry entry) {
    if (!columns.timed()) {
      return null;
    }
    Times times = entry.times();
    Cause missing = times.missing();
    return missing != null
        ? new Observation.Missing(at, missing)
        : new Observation.Timed(at, histogram(times.stable()), histogram(times.canary()));
  }

  private Histogram histogram(List<Long> cumulative) {
    List<Long> counts = new ArrayList<>();
    long below = 0;
    for (long count : cumulative) {
      counts.add(count - below);
      below = count;
    }
    return new Histogram(columns.bounds(), counts);
  }

  private @Nullable Entry entry() throws IOException, BadInputException {
    String text = reader.readLine();
    number++;
    while (text != null && text.isBlank()) {
      text = reader.readLine();
      number++;
    }
    if (text == null) {
      return null;
    }
    Line line = Line.of(file, number, text);
    int cells = line.cells().size();
    if (cells != columns.size()) {
      throw line.bad("wrong-columns", cells - 1, columns.size() + " cells", "complete the row");
    }
    double seconds = line.number(columns.places().get(1));
    if (!(Math.abs(seconds) < 1e11)) {
      throw line.bad(
          "not-a-time", columns.places().get(1), "a time in seconds", "write seconds, 1200.5 say");
    }
    List<Long> counts = new ArrayList<>();
    Cause missing = counts(line, columns.places().subList(2, 6), counts);
    if (missing == null && (counts.get(1) > counts.get(0) || counts.get(3) > counts.get(2))) {
      missing = Cause.RESET;
    }
    Sides sides =
        missing != null
            ? new Sides(Counts.NONE, Counts.NONE)
            : new Sides(
                new Counts(counts.get(0), counts.get(1)), new Counts(counts.get(2), counts.get(3)));
    String run = line.cells().get(columns.places().get(0));
    return new Entry(line, run, seconds, missing, sides, times(line));
  }

  private Times times(Line line) throws BadInputException {
    List<Long> stable = new ArrayList<>();
    List<Long> canary = new ArrayList<>();
    Cause missing = cumulative(line, columns.stable(), stable);
    Cause other = cumulative(line, columns.canary(), canary);
    return new Times(missing == null ? other : missing, stable, canary);
  }

  private static @Nullable Cause cumulative(Line line, List<Integer> places, List<Long> counts)
      throws BadInputException {
    Cause missing = counts(line, places, counts);
    for (int i = 1; i < counts.size() && missing == null; i++) {
      missing = counts.get(i) < counts.get(i - 1) ? Cause.RESET : null;
    }
    return missing;
  }

  /// Reads counts. What a file has instead of the counts of an outage: nothing, NaN, or counts that
  /// go back.
  ///
  /// @return why there are none, or null
  private static @Nullable Cause counts(Line line, List<Integer> places, List<Long> counts)
      throws BadInputException {
    for (int place : places) {
      if (line.cells().get(place).isEmpty()) {
        return Cause.NO_RESULT;
      }
      double count = line.number(place);
      if (!Double.isFinite(count)) {
        return Cause.NOT_A_NUMBER;
      }
      if (count > MOST) {
        throw line.bad("not-a-count", place, "a count", "write how many came since the last row");
      }
      counts.add(Math.round(count));
    }
    return counts.stream().anyMatch(count -> count < 0) ? Cause.RESET : null;
  }

  /// A row that belongs to a run which ended before.
  BadInputException scattered(String run) {
    return last.bad(
        "scattered-run",
        columns.places().get(0),
        "all rows of a run together",
        "'" + run + "' again",
        "sort the rows by run, then by time");
  }
}
