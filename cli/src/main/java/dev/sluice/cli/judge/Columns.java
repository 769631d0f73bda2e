package dev.sluice.cli.judge;

import dev.sluice.flow.binding.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which column stands where, from the first line.
///
/// @param size how many there are
/// @param places of [#REQUIRED], in that order
/// @param key place of the key; -1 without one
/// @param bounds upper bounds of the latency buckets in seconds, ascending; none without any
/// @param stable places of the stable's buckets
/// @param canary places of the canary's
record Columns(
    int size,
    List<Integer> places,
    int key,
    List<Double> bounds,
    List<Integer> stable,
    List<Integer> canary) {
  /// The columns that there must be.
  static final List<String> REQUIRED =
      List.of(
          "run", "time", "stable_requests", "stable_errors", "canary_requests", "canary_errors");

  private static final String KEY = "key";
  private static final Pattern BUCKET =
      Pattern.compile("(stable|canary)_le_(inf|[0-9]+(?:\\.[0-9]+)?)");

  Columns {
    places = List.copyOf(places);
    bounds = List.copyOf(bounds);
    stable = List.copyOf(stable);
    canary = List.copyOf(canary);
  }

  /// @throws BadInputException when a column is missing, unknown or there twice
  static Columns of(Line header) throws BadInputException {
    List<String> cells = header.cells();
    List<Integer> places = new ArrayList<>();
    for (String column : REQUIRED) {
      if (!cells.contains(column)) {
        throw missing(header, column);
      }
      places.add(cells.indexOf(column));
    }
    SortedMap<Double, Integer> stable = new TreeMap<>();
    SortedMap<Double, Integer> canary = new TreeMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      Matcher bucket = BUCKET.matcher(cell);
      boolean known = REQUIRED.contains(cell) || cell.equals(KEY);
      if (bucket.matches()) {
        double bound =
            bucket.group(2).equals("inf")
                ? Double.POSITIVE_INFINITY
                : Double.parseDouble(bucket.group(2));
        SortedMap<Double, Integer> side = bucket.group(1).equals("stable") ? stable : canary;
        known = bound > 0 && side.put(bound, i) == null;
      }
      if (!known || cells.indexOf(cell) != i) {
        throw header.bad(
            "unknown-column",
            i,
            "each of " + named() + " once, key, or latency buckets as stable_le_0.1",
            "leave it out");
      }
    }
    both(header, stable, canary, "canary");
    both(header, canary, stable, "stable");
    return new Columns(
        cells.size(),
        places,
        cells.indexOf(KEY),
        new ArrayList<>(stable.keySet()),
        new ArrayList<>(stable.values()),
        new ArrayList<>(canary.values()));
  }

  /// Checks that the other side has the same buckets, and that there are enough of them.
  private static void both(
      Line header, SortedMap<Double, Integer> one, SortedMap<Double, Integer> other, String side)
      throws BadInputException {
    for (var bucket : one.entrySet()) {
      if (!other.containsKey(bucket.getKey())) {
        String name = header.cells().get(bucket.getValue());
        String beside = side + name.substring(name.indexOf('_'));
        throw header.bad(
            "missing-column",
            bucket.getValue(),
            "the same latency buckets of both sides",
            "no '" + beside + "' beside '" + name + "'",
            "add " + beside + ", or leave " + name + " out");
      }
    }
    if (!one.isEmpty() && (one.size() < 2 || !Double.isInfinite(one.lastKey()))) {
      throw header.bad(
          "missing-column",
          one.firstEntry().getValue(),
          "a latency bucket with a bound, and one for all requests",
          one.size() < 2 ? "one bucket" : "no 'stable_le_inf'",
          "add the buckets, of both sides, up to stable_le_inf and canary_le_inf");
    }
  }

  private static BadInputException missing(Line header, String column) {
    List<String> cells = header.cells();
    for (int i = 0; i < cells.size(); i++) {
      String found = cells.get(i);
      boolean other =
          REQUIRED.contains(found) || found.equals(KEY) || BUCKET.matcher(found).matches();
      if (!other && Nearest.to(found, List.of(column)).isPresent()) {
        return header.bad("unknown-column", i, "'" + column + "'", "write " + column);
      }
    }
    return header.bad(
        "missing-column",
        0,
        "the columns " + named() + " in the first line",
        "no '" + column + "'",
        "name the columns in the first line");
  }

  private static String named() {
    return String.join(",", REQUIRED);
  }

  /// Whether it was counted how long requests took.
  boolean timed() {
    return !bounds.isEmpty();
  }
}
