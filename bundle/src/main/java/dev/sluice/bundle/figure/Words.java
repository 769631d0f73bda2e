package dev.sluice.bundle.figure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Times, lists and counts as people say them.
final class Words {
  private Words() {}

  /// `45 s`, `30 min`, `1 h 30 min`, `2 days`; the two largest units.
  static String span(Duration duration) {
    if (duration.isZero()) {
      return "0 min";
    }
    long[] counts = {
      duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()
    };
    String[] units = {counts[0] == 1 ? " day" : " days", " h", " min", " s"};
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        parts.add(counts[i] + units[i]);
      }
    }
    return parts.isEmpty()
        ? duration.toMillis() + " ms"
        : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  /// `every day`, `every week`, `every 90 days`.
  static String rhythm(Duration every) {
    if (every.equals(Duration.ofDays(1))) {
      return "every day";
    }
    if (every.equals(Duration.ofHours(1))) {
      return "every hour";
    }
    return every.equals(Duration.ofDays(7)) ? "every week" : "every " + span(every);
  }

  /// `a`, `a and b`, `a, b and c`.
  static String list(List<String> items, String last) {
    int size = items.size();
    return size < 2
        ? String.join("", items)
        : String.join(", ", items.subList(0, size - 1)) + " " + last + " " + items.get(size - 1);
  }

  /// `a, b and c`.
  static String list(List<String> items) {
    return list(items, "and");
  }

  /// `1 job`, `3 jobs`.
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /// `0.01`, `250`: without a point where none is needed.
  static String number(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /// The name of a constant as people write it: `EXPAND_CONTRACT` is `expand contract`.
  static String constant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// A sentence: its first letter large, a full stop at its end.
  static String sentence(String words) {
    int first = words.offsetByCodePoints(0, words.isEmpty() ? 0 : 1);
    return words.substring(0, first).toUpperCase(Locale.ROOT)
        + words.substring(first)
        + (words.endsWith(".") ? "" : ".");
  }
}
