package dev.sluice.bundle.figure;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.figure.drawing.Box;
import dev.sluice.bundle.figure.drawing.Ink;
import dev.sluice.bundle.figure.drawing.Lettering;
import dev.sluice.bundle.figure.drawing.Look;
import dev.sluice.bundle.figure.drawing.Plain;
import dev.sluice.bundle.figure.drawing.Svg;
import dev.sluice.bundle.figure.drawing.Svg.Anchor;
import dev.sluice.bundle.figure.drawing.Type;
import dev.sluice.flow.delivery.Context;
import dev.sluice.flow.delivery.Context.Freeze;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What comes round in the twelve months from the day of the bundle, and when production does not
/// change.
final class CalendarFigure {
  private static final double LEFT = 176;
  private static final double RIGHT = Svg.WIDTH - 6;
  private static final double HEAD = 24;
  private static final double ROOM = LEFT - 14;

  private static final String MONTHS = "JFMAMJJASOND";

  private final LocalDate from;
  private final LocalDate to;
  private final Sheet sheet;

  private CalendarFigure(Material material, LocalDate from) {
    this.sheet = new Sheet(material);
    this.from = from;
    this.to = from.plusMonths(12);
  }

  static Optional<Figure> of(Material material) {
    List<Rhythm> rhythms = Rhythm.of(material);
    LocalDate today = LocalDate.ofInstant(material.at(), ZoneOffset.UTC);
    CalendarFigure figure = new CalendarFigure(material, today);
    List<Freeze> freezes = figure.freezes(material.delivery().context());
    return rhythms.isEmpty() && freezes.isEmpty()
        ? Optional.empty()
        : Optional.of(figure.draw(rhythms, freezes));
  }

  /// The freezes that touch the twelve months.
  private List<Freeze> freezes(@Nullable Context context) {
    Context.Constraints constraints = context == null ? null : context.constraints();
    return constraints == null
        ? List.of()
        : constraints.freezes().stream()
            .filter(freeze -> !freeze.to().isBefore(from) && !freeze.from().isAfter(to))
            .toList();
  }

  private Figure draw(List<Rhythm> rhythms, List<Freeze> freezes) {
    sheet.say("the twelve months from " + from);
    double top = sheet.y() + HEAD;
    double bottom = top;
    for (Freeze freeze : freezes) {
      bottom += height(name(freeze), days(freeze));
    }
    for (Rhythm rhythm : rhythms) {
      bottom += height(rhythm.name(), note(rhythm));
    }
    months(top, bottom);
    for (Freeze freeze : freezes) {
      double x = x(freeze.from());
      double width = Math.max(3, x(freeze.to().plusDays(1)) - x);
      sheet.svg().rect(new Box(x, top, width, bottom - top), 0, Look.tint(Ink.WARN));
    }
    sheet.skip(HEAD);
    freezes.forEach(this::freeze);
    rhythms.forEach(this::row);
    sheet.skip(Sheet.GAP);
    legend();
    return sheet.done("calendar", "What comes round in the next twelve months");
  }

  private double x(LocalDate day) {
    double share = (double) ChronoUnit.DAYS.between(from, day) / ChronoUnit.DAYS.between(from, to);
    return LEFT + (RIGHT - LEFT) * Math.clamp(share, 0, 1);
  }

  private void months(double top, double bottom) {
    Svg svg = sheet.svg();
    for (YearMonth month = YearMonth.from(from);
        !month.atDay(1).isAfter(to);
        month = month.plusMonths(1)) {
      double x = x(month.atDay(1));
      double end = x(month.plusMonths(1).atDay(1));
      if (month.getMonthValue() % 2 == 1) {
        Look stripe = new Look(Ink.MUTED, 0.08, Ink.NONE, 0, false);
        svg.rect(new Box(x, top, end - x, bottom - top), 0, stripe);
      }
      String name = MONTHS.substring(month.getMonthValue() - 1, month.getMonthValue());
      if (end - x > 12) {
        svg.text((x + end) / 2, top - 8, name, Type.SMALL, Ink.MUTED, Anchor.MIDDLE, end - x);
      }
    }
    String years =
        from.getYear() == to.getYear() ? "" + to.getYear() : from.getYear() + "–" + to.getYear();
    svg.text(0, top - 8, years, Type.SMALL, Ink.MUTED, Anchor.START, LEFT);
  }

  /// What stands at the left, and how high that is.
  private double label(String name, String note) {
    Svg svg = sheet.svg();
    svg.line(0, sheet.y(), RIGHT, sheet.y(), Look.outline(Ink.LINE));
    double y = sheet.y() + 16;
    y += svg.paragraph(0, y, Plain.text(name), Type.BODY, Ink.FG, ROOM, Sheet.MOST);
    svg.paragraph(0, y - 2, Plain.text(note), Type.SMALL, Ink.MUTED, ROOM, Sheet.MOST);
    return height(name, note);
  }

  private static double height(String name, String note) {
    int names = Lettering.wrap(Plain.text(name), Type.BODY, ROOM, Sheet.MOST).size();
    int notes = Lettering.wrap(Plain.text(note), Type.SMALL, ROOM, Sheet.MOST).size();
    return names * Type.BODY.leading() + notes * Type.SMALL.leading() + 6;
  }

  private static String name(Freeze freeze) {
    return "freeze: " + freeze.name();
  }

  private static String days(Freeze freeze) {
    return freeze.from() + " to " + freeze.to();
  }

  private void freeze(Freeze freeze) {
    double height = label(name(freeze), days(freeze));
    double x = x(freeze.from());
    double width = Math.max(3, x(freeze.to().plusDays(1)) - x);
    Look look = Look.tint(Ink.WARN).edged(Ink.WARN);
    sheet.svg().rect(new Box(x, sheet.y() + height / 2 - 6, width, 12), 2, look);
    sheet.skip(height);
    sheet.say("no change of production from " + days(freeze) + " (" + freeze.name() + ")");
  }

  private static String when(Rhythm rhythm) {
    Duration every = rhythm.every();
    return every == null ? "due " + rhythm.due() : Words.rhythm(every);
  }

  private static String note(Rhythm rhythm) {
    return when(rhythm) + (rhythm.owner().isEmpty() ? "" : " · " + rhythm.owner());
  }

  private void row(Rhythm rhythm) {
    double height = label(rhythm.name(), note(rhythm));
    double y = sheet.y() + height / 2;
    boolean overdue = rhythm.due().isBefore(from);
    if (rhythm.dense()) {
      Box band = new Box(LEFT, y - 3, RIGHT - LEFT, 6);
      sheet.svg().rect(band, 3, new Look(Ink.ACCENT, 0.45, Ink.NONE, 0, false));
    } else {
      for (LocalDate day : rhythm.days(from, to)) {
        if (rhythm.close()) {
          sheet.svg().line(x(day), y - 4, x(day), y + 4, Look.line(Ink.ACCENT));
        } else {
          mark(x(day), y, rhythm.every() == null, rhythm.guessed());
        }
      }
    }
    if (overdue) {
      sheet.svg().path(cross(LEFT + 5, y), new Look(Ink.NONE, 1, Ink.BAD, 2, false));
    } else if (rhythm.due().isAfter(to)) {
      String later = rhythm.due() + " →";
      sheet.svg().text(RIGHT, y + 4, later, Type.SMALL, Ink.MUTED, Anchor.END, RIGHT - LEFT);
    }
    sheet.skip(height);
    sheet.say(sentence(rhythm, when(rhythm), overdue));
  }

  private void mark(double x, double y, boolean once, boolean guessed) {
    Look look = guessed ? Look.solid(Ink.BG).edged(Ink.ACCENT) : Look.solid(Ink.ACCENT);
    if (once) {
      String data = "M" + Svg.number(x) + " " + Svg.number(y - 6) + "l6 6l-6 6l-6 -6Z";
      sheet.svg().path(data, look);
    } else {
      sheet.svg().circle(x, y, 3.5, look);
    }
  }

  private static String cross(double x, double y) {
    return "M" + Svg.number(x - 4) + " " + Svg.number(y - 4) + "l8 8m0 -8l-8 8";
  }

  private static String sentence(Rhythm rhythm, String when, boolean overdue) {
    List<String> words = new ArrayList<>(List.of(rhythm.name() + ": " + when));
    if (!rhythm.owner().isEmpty()) {
      words.add("owned by " + rhythm.owner());
    }
    if (overdue) {
      words.add("overdue since " + rhythm.due());
    } else if (rhythm.every() != null && !rhythm.dense()) {
      words.add("next on " + rhythm.due() + (rhythm.guessed() ? " at the latest" : ""));
    }
    return String.join(", ", words);
  }

  private void legend() {
    Svg svg = sheet.svg();
    double y = sheet.y() + 8;
    mark(6, y, false, false);
    svg.text(15, y + 4, "comes round", Type.SMALL, Ink.MUTED, Anchor.START, 90);
    mark(112, y, false, true);
    svg.text(121, y + 4, "last time unknown", Type.SMALL, Ink.MUTED, Anchor.START, 120);
    mark(254, y, true, false);
    svg.text(265, y + 4, "due once", Type.SMALL, Ink.MUTED, Anchor.START, 70);
    svg.path(cross(346, y), new Look(Ink.NONE, 1, Ink.BAD, 2, false));
    svg.text(355, y + 4, "overdue", Type.SMALL, Ink.MUTED, Anchor.START, 60);
    sheet.skip(20);
  }
}
