package dev.sluice.cli.simulate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers as people read them.
final class Figures {
  private Figures() {}

  /// A share as percent, to three digits: `20 %`, `0.125 %`.
  static String percent(double share) {
    BigDecimal percent =
        BigDecimal.valueOf(100 * share).round(new MathContext(3, RoundingMode.HALF_UP));
    return plain(percent) + " %";
  }

  /// A share as percent, in a column: as many digits as are worth anything.
  static String roughly(double share) {
    double percent = 100 * share;
    String form = percent >= 10 || percent == 0 ? "%.0f %%" : percent >= 1 ? "%.1f %%" : "%.2f %%";
    return percent > 99.5 && percent < 100 ? "99.5 %" : String.format(Locale.ROOT, form, percent);
  }

  /// A number without an exponent.
  static String number(double value) {
    return Double.isInfinite(value) || Double.isNaN(value)
        ? "-"
        : String.format(Locale.ROOT, "%,.0f", value);
  }

  /// Exactly a number, without an exponent and without a fraction where there is none.
  static String plain(BigDecimal value) {
    BigDecimal exact = value.stripTrailingZeros();
    return (exact.scale() < 0 ? exact.setScale(0) : exact).toPlainString();
  }

  /// Seconds in a column: `38 s`, `42 min`, `never`.
  static String seconds(double seconds) {
    if (Double.isInfinite(seconds)) {
      return "never";
    }
    if (Double.isNaN(seconds)) {
      return "-";
    }
    return seconds < 1000
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  /// A time in words: `2 min`, `1 h 5 min`, `12 min 26 s`.
  static String time(Duration time) {
    List<String> parts = new ArrayList<>();
    add(parts, time.toDays(), "d");
    add(parts, time.toHoursPart(), "h");
    add(parts, time.toMinutesPart(), "min");
    add(parts, time.toSecondsPart(), "s");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long value, String unit) {
    if (value > 0) {
      parts.add(value + " " + unit);
    }
  }

  /// A time as a clock shows it: `2:13`, `1:02:13`.
  static String clock(Duration time) {
    return time.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart())
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart());
  }
}
