package dev.sluice.drivers.prometheus;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as PromQL writes them: `90s`, `1h30m`.
final class Span {
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhdwy])");
  private static final Map<String, Long> MILLIS =
      Map.of(
          "ms", 1L,
          "s", 1_000L,
          "m", 60_000L,
          "h", 3_600_000L,
          "d", 86_400_000L,
          "w", 604_800_000L,
          "y", 31_536_000_000L);

  private Span() {}

  /// Milliseconds, or -1 when it is written otherwise.
  static long millis(String text) {
    Matcher part = PART.matcher(text);
    long millis = 0;
    int end = 0;
    while (part.find() && part.start() == end && part.group(1).length() < 10) {
      millis += Long.parseLong(part.group(1)) * MILLIS.getOrDefault(part.group(2), 0L);
      end = part.end();
    }
    return end == text.length() && millis > 0 ? millis : -1;
  }

  /// As PromQL writes it.
  static String text(long millis) {
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
