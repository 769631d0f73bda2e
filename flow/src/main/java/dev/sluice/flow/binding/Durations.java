package dev.sluice.flow.binding;

import dev.sluice.flow.measurement.IsoDuration;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads ISO 8601 durations, and guesses what somebody meant who wrote another form.
///
/// Months and years are refused, since they have no fixed length. Source: ISO 8601-1:2019, 5.5.2.
final class Durations {
  /// What is accepted, as a regular expression.
  static final String PATTERN =
      "^P(\\d{1,6}W|\\d{1,6}D|(\\d{1,6}D)?T(\\d{1,6}H(\\d{1,6}M)?(\\d{1,6}(\\.\\d{1,9})?S)?"
          + "|\\d{1,6}M(\\d{1,6}(\\.\\d{1,9})?S)?|\\d{1,6}(\\.\\d{1,9})?S))$";

  private static final Pattern ACCEPTED = Pattern.compile(PATTERN);
  private static final Pattern PART =
      Pattern.compile(
          "(\\d{1,6}) ?(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s) ?");
  private static final Pattern MONTHS = Pattern.compile("P(\\d{1,4})([MY])");

  private Durations() {}

  static Optional<Duration> parse(String text) {
    if (!ACCEPTED.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        text.endsWith("W")
            ? Duration.ofDays(7L * Integer.parseInt(text.substring(1, text.length() - 1)))
            : Duration.parse(text));
  }

  static String fix(String text) {
    if (parse(text.toUpperCase(Locale.ROOT)).isPresent()) {
      return "write `" + text.toUpperCase(Locale.ROOT) + "`";
    }
    Matcher months = MONTHS.matcher(text);
    if (months.matches()) {
      int count = Integer.parseInt(months.group(1));
      return months.group(2).equals("Y")
          ? "write days: `P" + count * 365 + "D`"
          : "write `P" + count * 30 + "D` for months, or `PT" + count + "M` for minutes";
    }
    return loose(text)
        .map(duration -> "write `" + IsoDuration.of(duration) + "`")
        .orElse("write `PT5M` for five minutes, `PT24H` for a day, `P90D` for 90 days");
  }

  /// What `5m`, `1h30m` or `30 days` means.
  private static Optional<Duration> loose(String text) {
    Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT).strip());
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2).charAt(0)) {
                case 'w' -> Duration.ofDays(7 * count);
                case 'd' -> Duration.ofDays(count);
                case 'h' -> Duration.ofHours(count);
                case 'm' -> Duration.ofMinutes(count);
                default -> Duration.ofSeconds(count);
              });
    }
    return end > 0 && end == text.strip().length() ? Optional.of(sum) : Optional.empty();
  }
}
