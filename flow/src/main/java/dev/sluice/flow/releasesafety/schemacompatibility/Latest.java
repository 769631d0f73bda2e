package dev.sluice.flow.releasesafety.schemacompatibility;

import dev.sluice.flow.fact.Migration;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The versions of each series of migrations, in their order. A series is what one tool keeps in
/// one directory.
final class Latest {
  /// Versions compare as people read them: 9 before 10, 1.2 before 1.10.
  private static final Comparator<String> NATURAL = Latest::compare;

  private static final Pattern PART = Pattern.compile("\\d+|\\D+");

  private final Map<String, TreeSet<String>> versions = new HashMap<>();

  private Latest() {}

  static Latest of(List<Migration> migrations) {
    Latest latest = new Latest();
    migrations.forEach(m ->
        latest.versions.computeIfAbsent(series(m), s -> new TreeSet<>(NATURAL)).add(m.version()));
    return latest;
  }

  /// Whether it is the first version of its series.
  boolean first(Migration migration) {
    TreeSet<String> all = versions.getOrDefault(series(migration), new TreeSet<>());
    return !all.isEmpty() && NATURAL.compare(all.first(), migration.version()) == 0;
  }

  /// Whether it is the newest version of its series.
  boolean last(Migration migration) {
    TreeSet<String> all = versions.getOrDefault(series(migration), new TreeSet<>());
    return !all.isEmpty() && NATURAL.compare(all.last(), migration.version()) == 0;
  }

  private static String series(Migration migration) {
    String file = migration.source().file();
    return migration.tool() + ":" + file.substring(0, Math.max(0, file.lastIndexOf('/')));
  }

  private static int compare(String one, String other) {
    List<String> a = parts(one);
    List<String> b = parts(other);
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = comparePart(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static List<String> parts(String version) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(version);
    while (matcher.find()) {
      parts.add(matcher.group());
    }
    return parts;
  }

  private static int comparePart(String one, String other) {
    boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
    return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
  }
}
