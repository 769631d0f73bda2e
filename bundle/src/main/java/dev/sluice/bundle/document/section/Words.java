package dev.sluice.bundle.document.section;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values of a delivery as people read them. What nobody wrote is empty.
final class Words {
  private Words() {}

  /// A number, a name, a day; an enum's constant in words.
  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case Boolean yes -> yes ? "yes" : "no";
      case Duration time -> time(time);
      case Double number -> number(number);
      case Collection<?> many -> many.stream().map(Words::of).collect(joining(", "));
      default -> value.toString();
    };
  }

  /// A target: a time in words, anything else as it is written.
  static String target(@Nullable String text) {
    if (text == null || !text.startsWith("P")) {
      return of(text);
    }
    try {
      return time(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  /// Text before and behind a value; empty when there is none.
  static String with(String before, @Nullable Object value, String behind) {
    String text = of(value);
    return text.isEmpty() ? "" : before + text + behind;
  }

  /// What is said, joined; what is not said is left out.
  static String join(String between, String... parts) {
    return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(joining(between));
  }

  private static String time(Duration time) {
    if (time.isZero()) {
      return "at once";
    }
    List<String> parts = new ArrayList<>();
    part(parts, time.toDays(), "day");
    part(parts, time.toHoursPart(), "hour");
    part(parts, time.toMinutesPart(), "minute");
    part(parts, time.toSecondsPart(), "second");
    return parts.isEmpty() ? time.toMillis() + " ms" : String.join(" ", parts);
  }

  private static void part(List<String> parts, long count, String unit) {
    if (count != 0) {
      parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }

  private static String number(double number) {
    String text = String.valueOf(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
