package dev.sluice.cli.simulate;

import dev.sluice.cli.Arguments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The traffic that is simulated, and how often.
///
/// @param perSecond requests of both sides together
/// @param errors share that fails now, 0…1
/// @param bad share of its requests that each bad release fails
/// @param noise standard deviation of both sides' rates from minute to minute, as a share of them
/// @param runs rollouts of each release; null when nobody says
record Question(
    double perSecond,
    double errors,
    List<Double> bad,
    double noise,
    @Nullable Integer runs,
    long seed) {
  private static final String RATE = "--rate";
  private static final String ERRORS = "--errors";
  private static final String BAD = "--bad";
  private static final String NOISE = "--noise";
  private static final String RUNS = "--runs";
  private static final String SEED = "--seed";

  /// Most bad releases at once.
  private static final int MOST_BAD = 8;

  Question {
    bad = List.copyOf(bad);
  }

  static void describe(CommandSpec spec) {
    Arguments.addOption(spec, RATE, "REQUESTS", "Requests per second; 100 by default.");
    Arguments.addOption(spec, ERRORS, "PERCENT", "Requests that fail now; 0.1% by default.");
    Arguments.addOption(
        spec, BAD, "PERCENTS", "Requests that bad releases fail; 20%,2%,0.5% by default.");
    Arguments.addOption(
        spec,
        NOISE,
        "CV",
        "How much error rates vary from minute to minute: standard deviation over mean; 0.5 by"
            + " default.");
    Arguments.addOption(
        spec, RUNS, "N", "Rollouts of each release; 200 by default, fewer for long plans.");
    Arguments.addOption(spec, SEED, "SEED", "The same seed gives the same answer; 1 by default.");
  }

  /// @throws ParameterException when a value can't be used
  static Question of(CommandSpec spec, ParseResult given) {
    Reader reader = new Reader(spec, given);
    double errors = reader.percent(ERRORS, reader.text(ERRORS, "0.1%"));
    List<Double> bad = new ArrayList<>();
    for (String text : reader.text(BAD, "20%,2%,0.5%").split(",", -1)) {
      double rate = reader.percent(BAD, text);
      if (rate <= errors) {
        throw reader.wrong(BAD, "more than " + ERRORS, text);
      }
      if (!bad.contains(rate)) {
        bad.add(rate);
      }
    }
    if (bad.size() > MOST_BAD) {
      throw reader.wrong(BAD, "at most " + MOST_BAD + " releases", bad.size() + " of them");
    }
    String runs = given.matchedOptionValue(RUNS, (String) null);
    return new Question(
        reader.number(RATE, "100", 0.01, 1_000_000),
        errors,
        bad,
        reader.number(NOISE, "0.5", 0, 3),
        runs == null ? null : (int) reader.whole(RUNS, runs, 1, 100_000),
        reader.whole(SEED, reader.text(SEED, "1"), Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /// Values of options, or what is wrong with them.
  private record Reader(CommandSpec spec, ParseResult given) {
    String text(String option, String standard) {
      return given.matchedOptionValue(option, standard);
    }

    double percent(String option, String text) {
      String expected = "a percentage above 0 and below 100, 0.5% say";
      String number = text.strip();
      if (!number.endsWith("%")) {
        throw wrong(option, expected, text);
      }
      double percent = parse(option, number.substring(0, number.length() - 1), expected, text);
      if (!(percent > 0 && percent < 100)) {
        throw wrong(option, expected, text);
      }
      return BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
    }

    double number(String option, String standard, double from, double to) {
      String text = text(option, standard);
      String expected =
          String.format(
              Locale.ROOT,
              "a number from %s to %s",
              BigDecimal.valueOf(from).stripTrailingZeros().toPlainString(),
              BigDecimal.valueOf(to).stripTrailingZeros().toPlainString());
      double value = parse(option, text, expected, text);
      if (!(value >= from && value <= to)) {
        throw wrong(option, expected, text);
      }
      return value;
    }

    long whole(String option, String text, long from, long to) {
      String range = from == Long.MIN_VALUE ? "" : " from " + from + " to " + to;
      String expected = "a whole number" + range;
      try {
        long value = Long.parseLong(text.strip());
        if (value >= from && value <= to) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw wrong(option, expected, text);
      }
      throw wrong(option, expected, text);
    }

    private double parse(String option, String number, String expected, String text) {
      try {
        return new BigDecimal(number.strip()).doubleValue();
      } catch (NumberFormatException e) {
        throw wrong(option, expected, text);
      }
    }

    ParameterException wrong(String option, String expected, String found) {
      return new ParameterException(
          spec.commandLine(),
          option + ": expected " + expected + ", but found '" + found.strip() + "'");
    }
  }
}
