package dev.sluice.bundle.artifact.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// An iCalendar file.
///
/// Source: RFC 5545; the description of a calendar is RFC 7986.
final class Calendar {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int OCTETS = 75;

  private final StringBuilder out = new StringBuilder();

  private Calendar() {}

  static String of(String name, String description, List<Due> dues, Instant at) {
    Calendar calendar = new Calendar();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//sluice//delivery//EN");
    calendar.line("CALSCALE:GREGORIAN");
    calendar.line("NAME:" + text("Delivery of " + name));
    calendar.line("DESCRIPTION:" + text(description));
    dues.forEach(due -> calendar.event(name, due, at));
    calendar.line("END:VCALENDAR");
    return calendar.out.toString();
  }

  private void event(String name, Due due, Instant at) {
    LocalDate last = due.last() == null ? due.first() : due.last();
    line("BEGIN:VEVENT");
    line("UID:" + UUID.nameUUIDFromBytes((name + "/" + due.id()).getBytes(UTF_8)) + "@sluice.dev");
    line("DTSTAMP:" + STAMP.format(at));
    line("DTSTART;VALUE=DATE:" + DAY.format(due.first()));
    line("DTEND;VALUE=DATE:" + DAY.format(last.plusDays(1)));
    if (due.days() > 0) {
      line("RRULE:FREQ=DAILY;INTERVAL=" + due.days());
    }
    line("SUMMARY:" + text(name + ": " + due.summary()));
    line("DESCRIPTION:" + text(due.description()));
    line("TRANSP:TRANSPARENT");
    line("END:VEVENT");
  }

  private static String text(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replaceAll("\\R", "\\\\n")
        .replaceAll("\\p{Cntrl}", " ");
  }

  /// A content line, folded so that none is longer than 75 octets.
  private void line(String content) {
    int octets = 0;
    for (int i = 0; i < content.length(); ) {
      int c = content.codePointAt(i);
      int more = Character.toString(c).getBytes(UTF_8).length;
      if (octets + more > OCTETS) {
        out.append("\r\n ");
        octets = 1;
      }
      out.appendCodePoint(c);
      octets += more;
      i += Character.charCount(c);
    }
    out.append("\r\n");
  }
}
