package dev.sluice.flow.binding;

import dev.sluice.flow.delivery.Range;
import dev.sluice.flow.yaml.Yaml;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads single values.
final class Scalars {
  /// What is accepted as an instant; whether the day exists is checked beside.
  static final String INSTANT =
      "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$";

  private static final Pattern INSTANT_PATTERN = Pattern.compile(INSTANT);
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Set<String> LOOSE_TRUE = Set.of("true", "yes", "on", "y", "1");

  private Scalars() {}

  /// The value of a scalar, or nothing when it is not of the kind.
  static Optional<Object> read(Shape.Scalar kind, Yaml.Scalar scalar) {
    String text = scalar.text();
    return switch (kind) {
      case TEXT -> truth(scalar).isPresent() ? Optional.empty() : Optional.of(text);
      case TRUTH -> truth(scalar);
      case WHOLE_NUMBER -> whole(scalar);
      case NUMBER -> number(scalar);
      case DURATION -> Durations.parse(text).map(Object.class::cast);
      case INSTANT -> instant(text);
      case DATE -> date(text);
    };
  }

  /// Why a scalar is not of the kind.
  static Refusal refuse(Shape.Scalar kind, Yaml.Scalar scalar) {
    String text = scalar.text();
    return switch (kind) {
      case TEXT -> new Refusal("wrong-type", "text", "put it in quotes: \"" + text + "\"");
      case TRUTH ->
          new Refusal(
              "wrong-type",
              "true or false",
              "write `" + LOOSE_TRUE.contains(text.toLowerCase(Locale.ROOT)) + "` without quotes");
      case WHOLE_NUMBER -> new Refusal("wrong-type", "a whole number", numberFix(scalar));
      case NUMBER -> new Refusal("wrong-type", "a number", numberFix(scalar));
      case DURATION ->
          new Refusal("invalid-duration", "a duration in ISO 8601", Durations.fix(text));
      case INSTANT ->
          new Refusal(
              "invalid-instant",
              "an instant such as 2026-12-31T00:00:00Z",
              date(text).isPresent()
                  ? "write `" + text + "T00:00:00Z`"
                  : "write day, time and zone: `2026-12-31T00:00:00Z`");
      case DATE ->
          new Refusal(
              "invalid-date",
              "a day such as 2026-12-31",
              text.length() > 10 && date(text.substring(0, 10)).isPresent()
                  ? "write `" + text.substring(0, 10) + "`"
                  : "write an existing day as year-month-day: `2026-12-31`");
    };
  }

  /// A number outside the accepted ones.
  static Refusal outside(Range range) {
    String numbers =
        range.to() == Integer.MAX_VALUE
            ? plain(range.from()) + " or more"
            : plain(range.from()) + " to " + plain(range.to());
    return new Refusal("out-of-range", numbers, "write a number in that range");
  }

  private static String plain(double number) {
    return number == (int) number ? String.valueOf((int) number) : String.valueOf(number);
  }

  private static Optional<Object> truth(Yaml.Scalar scalar) {
    if (scalar.plain() && TRUE.contains(scalar.text())) {
      return Optional.of(true);
    }
    return scalar.plain() && FALSE.contains(scalar.text()) ? Optional.of(false) : Optional.empty();
  }

  private static Optional<Object> whole(Yaml.Scalar scalar) {
    if (!scalar.plain() || !WHOLE.matcher(scalar.text()).matches()) {
      return Optional.empty();
    }
    long value = Long.parseLong(scalar.text());
    return value == (int) value ? Optional.of((int) value) : Optional.empty();
  }

  private static Optional<Object> number(Yaml.Scalar scalar) {
    boolean accepted =
        scalar.plain()
            && scalar.text().length() < 100
            && NUMBER.matcher(scalar.text()).matches()
            && Double.isFinite(Double.parseDouble(scalar.text()));
    return accepted ? Optional.of(Double.parseDouble(scalar.text())) : Optional.empty();
  }

  private static String numberFix(Yaml.Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain() && NUMBER.matcher(text).matches()) {
      return "remove the quotes";
    }
    return NUMBER.matcher(text).matches()
        ? "write a number that is not so large, or a whole one"
        : "write digits alone, without quotes or unit";
  }

  private static Optional<Object> instant(String text) {
    if (!INSTANT_PATTERN.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> date(String text) {
    try {
      return text.length() == 10 ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
