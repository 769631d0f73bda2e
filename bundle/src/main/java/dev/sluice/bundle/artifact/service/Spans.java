package dev.sluice.bundle.artifact.service;

import java.math.BigDecimal;
import java.time.Duration;

/// Times and numbers as operational tools write them.
public final class Spans {
  private Spans() {}

  /// A duration with one unit: `30s`, `5m`, `12h`, `7d`. At least a second.
  public static String text(Duration span) {
    long seconds = Math.max(1, span.toSeconds());
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /// A duration in words: `30 seconds`, `5 minutes`, `a day`.
  public static String words(Duration span) {
    String text = text(span);
    String number = text.substring(0, text.length() - 1);
    String unit =
        switch (text.charAt(text.length() - 1)) {
          case 's' -> "second";
          case 'm' -> "minute";
          case 'h' -> "hour";
          default -> "day";
        };
    return number.equals("1") ? "one " + unit : number + " " + unit + "s";
  }

  /// A number without an exponent or needless zeros.
  public static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
