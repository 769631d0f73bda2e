package dev.sluice.flow.measurement;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A value with its kind: a target, or what was measured.
///
/// @param value seconds, a number, a share of 1, or times a day
public record Quantity(Kind kind, double value) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,12})?");
  private static final Pattern RATE =
      Pattern.compile("(" + NUMBER.pattern() + ")\\s?/\\s?(hour|day|week|month|year)");
  private static final Pattern SHARE = Pattern.compile("(" + NUMBER.pattern() + ")\\s?%");
  private static final Map<String, Double> TIMES_A_DAY =
      Map.of("hour", 24.0, "day", 1.0, "week", 1 / 7.0, "month", 12 / 365.25, "year", 1 / 365.25);

  /// What can be compared with what.
  public enum Kind {
    DURATION,
    NUMBER,
    SHARE,
    RATE
  }

  /// Reads `P1D` or `PT4H`, `5/day`, `15%`, or a plain number; empty for anything else.
  public static Optional<Quantity> parse(String written) {
    String text = written.strip();
    if (text.startsWith("P")) {
      return duration(text);
    }
    Matcher rate = RATE.matcher(text.toLowerCase(Locale.ROOT));
    if (rate.matches()) {
      double times = Double.parseDouble(rate.group(1));
      return Optional.of(
          new Quantity(Kind.RATE, times * TIMES_A_DAY.getOrDefault(rate.group(2), 0.0)));
    }
    Matcher share = SHARE.matcher(text);
    if (share.matches()) {
      return Optional.of(new Quantity(Kind.SHARE, Double.parseDouble(share.group(1)) / 100));
    }
    return NUMBER.matcher(text).matches()
        ? Optional.of(new Quantity(Kind.NUMBER, Double.parseDouble(text)))
        : Optional.empty();
  }

  private static Optional<Quantity> duration(String text) {
    try {
      return Optional.of(new Quantity(Kind.DURATION, Duration.parse(text).toMillis() / 1000.0));
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /// Whether one can be held against the other. A plain number is comparable with a share.
  public boolean comparable(Quantity other) {
    return kind == other.kind || (plain() && other.plain());
  }

  private boolean plain() {
    return kind == Kind.NUMBER || kind == Kind.SHARE;
  }
}
