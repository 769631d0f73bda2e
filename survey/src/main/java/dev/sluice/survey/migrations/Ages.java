package dev.sluice.survey.migrations;

import dev.sluice.flow.fact.Migration;
import dev.sluice.survey.git.Arrival;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When the migrations that destroy came onto the branch.
///
/// Where many came with one commit, they were moved or imported and are older than it: then only
/// the date in the version, where there is one, tells an age.
record Ages(Map<String, Instant> arrivals, Set<Instant> imports) {
  static final Ages NONE = new Ages(Map.of(), Set.of());

  /// So many files in one commit are no ordinary change of the schema.
  private static final int MANY = 10;

  static Ages of(Collection<Migration> migrations, Arrival history) {
    Map<String, Instant> arrivals = new HashMap<>();
    Map<Instant, Integer> together = new HashMap<>();
    for (Migration migration : migrations) {
      String file = migration.source().file();
      if (migration.destructive() != null && !arrivals.containsKey(file)) {
        Instant arrival = history.of(file);
        if (arrival != null) {
          arrivals.put(file, arrival);
          together.merge(arrival, 1, Integer::sum);
        }
      }
    }
    Set<Instant> imports = new HashSet<>();
    together.forEach((at, files) -> {
      if (files > MANY && !at.equals(history.end())) {
        imports.add(at);
      }
    });
    return new Ages(arrivals, imports);
  }

  Migration dated(Migration m) {
    Instant arrival = arrivals.get(m.source().file());
    if (m.destructive() == null || arrival == null) {
      return m;
    }
    Instant at = imports.contains(arrival) ? dateIn(m.version()) : arrival;
    return new Migration(m.source(), m.tool(), m.version(), m.destructive(), m.statement(), at);
  }

  /// The day that a version begins with: `20240131120000`, `2024-01-31-120000`.
  static @Nullable Instant dateIn(String version) {
    String digits = version.replaceAll("\\D", "");
    if (digits.length() < 8 || !digits.startsWith("20")) {
      return null;
    }
    try {
      return LocalDate.of(
              Integer.parseInt(digits.substring(0, 4)),
              Integer.parseInt(digits.substring(4, 6)),
              Integer.parseInt(digits.substring(6, 8)))
          .atStartOfDay()
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
