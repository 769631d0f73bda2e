package dev.sluice.bundle.artifact.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The calendar, read by a parser that forgives nothing.
class CalendarTest {
  private static final Instant AT = Instant.parse("2026-06-01T12:30:00Z");
  private static final List<Due> DUES =
      List.of(
          new Due(
              "review",
              "Review, all of it; with \\ and\nlines",
              "Über ".repeat(40),
              LocalDate.of(2026, 9, 1),
              90,
              null),
          new Due(
              "freeze",
              "Freeze",
              "🚀".repeat(60),
              LocalDate.of(2026, 12, 20),
              0,
              LocalDate.of(2027, 1, 3)),
          new Due("risk", "Risk", "none", LocalDate.of(2026, 12, 31), 0, null));

  @Test
  void isSoundByRfc5545() {
    List<String> lines = parse(Calendar.of("shop", "what it is for", DUES, AT));
    assertThat(lines.getFirst()).isEqualTo("BEGIN:VCALENDAR");
    assertThat(lines.get(1)).isEqualTo("VERSION:2.0");
    assertThat(lines.getLast()).isEqualTo("END:VCALENDAR");
    assertThat(lines.stream().filter("BEGIN:VEVENT"::equals)).hasSize(3);
    assertThat(lines)
        .contains(
            "SUMMARY:shop: Review\\, all of it\\; with \\\\ and\\nlines",
            "RRULE:FREQ=DAILY;INTERVAL=90",
            "DTSTART;VALUE=DATE:20261220",
            "DTEND;VALUE=DATE:20270104",
            "DTSTAMP:20260601T123000Z");
  }

  @Test
  void keepsTheIdsOfEventsForEver() {
    assertThat(ids(Calendar.of("shop", "one", DUES, AT)))
        .isEqualTo(ids(Calendar.of("shop", "other", DUES, AT.plusSeconds(86_400))))
        .hasSize(3);
  }

  private static Set<String> ids(String calendar) {
    Set<String> ids = new HashSet<>();
    parse(calendar).stream().filter(l -> l.startsWith("UID:")).forEach(ids::add);
    return ids;
  }

  /// Content lines, unfolded; refuses long or unterminated lines, halved characters, unknown
  /// properties and events without what they must have.
  private static List<String> parse(String calendar) {
    assertThat(calendar).endsWith("\r\n");
    assertThat(calendar.replace("\r\n", "")).doesNotContain("\n", "\r");
    List<String> lines = new ArrayList<>();
    for (String line : calendar.substring(0, calendar.length() - 2).split("\r\n", -1)) {
      assertThat(line.getBytes(UTF_8).length).isBetween(1, 75);
      assertThat(new String(line.getBytes(UTF_8), UTF_8)).isEqualTo(line);
      if (line.startsWith(" ")) {
        lines.addLast(lines.removeLast() + line.substring(1));
      } else {
        lines.add(line);
      }
    }
    Deque<String> open = new ArrayDeque<>();
    Set<String> has = new HashSet<>();
    for (String line : lines) {
      assertThat(line).matches("[A-Z][A-Z-]*(;[A-Z-]+=[^:;]+)*:.+");
      String name = line.split("[:;]", 2)[0];
      if (name.equals("BEGIN")) {
        open.push(line.substring(6));
        has.clear();
      } else if (name.equals("END")) {
        assertThat(open.pop()).isEqualTo(line.substring(4));
        assertThat(
                line.equals("END:VCALENDAR")
                    || has.containsAll(Set.of("UID", "DTSTAMP", "DTSTART")))
            .isTrue();
      } else {
        assertThat(has.add(name) || name.isEmpty()).as("twice: " + line).isTrue();
      }
    }
    assertThat(open).isEmpty();
    return lines;
  }
}
