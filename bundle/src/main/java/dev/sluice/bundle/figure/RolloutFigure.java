package dev.sluice.bundle.figure;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.figure.drawing.Box;
import dev.sluice.bundle.figure.drawing.Ink;
import dev.sluice.bundle.figure.drawing.Lettering;
import dev.sluice.bundle.figure.drawing.Look;
import dev.sluice.bundle.figure.drawing.Mark;
import dev.sluice.bundle.figure.drawing.Plain;
import dev.sluice.bundle.figure.drawing.Svg;
import dev.sluice.bundle.figure.drawing.Svg.Anchor;
import dev.sluice.bundle.figure.drawing.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the weight of a release grows: time runs downwards, one row for each stretch, weight runs to
/// the right. So there may be as many steps as people write, and each has room for its words.
final class RolloutFigure {
  private static final double CHART = 74;
  private static final double FULL = 120;
  private static final double WORDS = CHART + FULL + 18;
  private static final double ROW = 34;
  private static final int MOST = 6;

  private RolloutFigure() {}

  static Optional<Figure> of(Material material) {
    List<Rollout> all = Rollout.of(material);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Sheet sheet = new Sheet(material);
    List<Rollout> shown = all.subList(0, Math.min(MOST, all.size()));
    shown.forEach(rollout -> draw(sheet, rollout));
    if (all.size() > MOST) {
      String words = "not drawn: " + Words.count(all.size() - MOST, "more rollout");
      sheet.remark(Mark.ARROW, Ink.MUTED, words);
      sheet.say(words);
    }
    return Optional.of(sheet.done("rollout", "How a release reaches its users"));
  }

  private static void draw(Sheet sheet, Rollout rollout) {
    sheet.heading(Plain.text(rollout.name()), rollout.kind());
    sheet.say("in " + rollout.name() + " by " + rollout.kind());
    double top = sheet.y() + 18;
    double[] heights = rollout.stretches().stream().mapToDouble(RolloutFigure::height).toArray();
    double bottom = top;
    for (double height : heights) {
      bottom += height;
    }
    axis(sheet.svg(), top, bottom);
    curve(sheet.svg(), rollout.stretches(), heights, top);
    double y = top;
    List<String> times = times(rollout.stretches());
    for (int i = 0; i < heights.length; i++) {
      Stretch stretch = rollout.stretches().get(i);
      words(sheet.svg(), stretch, times.get(i), y);
      String judged =
          stretch.judgedBy().isEmpty() ? "" : ", judged by " + Words.list(stretch.judgedBy());
      sheet.say(said(times.get(i)) + ": " + stretch.words() + judged);
      y += heights[i];
    }
    sheet.skip(bottom - sheet.y() + Sheet.GAP);
    remarks(sheet, rollout);
    sheet.skip(Sheet.GAP);
  }

  private static String said(String time) {
    if (time.startsWith("+")) {
      return time.substring(1) + " after the approval";
    }
    return Character.isDigit(time.charAt(0)) ? "after " + time : time;
  }

  private static void remarks(Sheet sheet, Rollout rollout) {
    for (String stop : rollout.stops()) {
      sheet.remark(Mark.STOP, Ink.BAD, Plain.text(stop));
      sheet.say("stop criterion: " + stop);
    }
    for (String limit : rollout.limits()) {
      sheet.remark(Mark.CLOCK, Ink.MUTED, limit);
      sheet.say(limit);
    }
  }

  private static double height(Stretch stretch) {
    double words =
        lines(stretch.words()) + (stretch.judgedBy().isEmpty() ? 0 : lines(judges(stretch)));
    return Math.max(stretch.gradual() ? ROW * 2 : ROW, words * Type.BODY.leading() + 16);
  }

  private static int lines(String words) {
    return Lettering.wrap(Plain.text(words), Type.BODY, room(), Sheet.MOST).size();
  }

  private static double room() {
    return Svg.WIDTH - WORDS;
  }

  private static String judges(Stretch stretch) {
    return "judged by " + Words.list(stretch.judgedBy());
  }

  private static void axis(Svg svg, double top, double bottom) {
    for (int percent = 0; percent <= 100; percent += 50) {
      double x = CHART + FULL * percent / 100;
      svg.line(x, top, x, bottom, Look.outline(Ink.LINE).broken());
      svg.text(x, top - 6, percent + " %", Type.SMALL, Ink.MUTED, Anchor.MIDDLE, FULL / 2);
    }
  }

  private static void curve(Svg svg, List<Stretch> stretches, double[] heights, double top) {
    StringBuilder line = new StringBuilder("M" + Svg.number(CHART) + " " + Svg.number(top));
    double y = top;
    for (int i = 0; i < heights.length; i++) {
      Stretch stretch = stretches.get(i);
      double x = CHART + FULL * Math.clamp(stretch.weight(), 0, 100) / 100;
      double end = y + heights[i];
      if (stretch.gradual()) {
        double before = CHART + FULL * (i == 0 ? 0 : stretches.get(i - 1).weight()) / 100;
        String slope = "L" + Svg.number(x) + " " + Svg.number(end - 8);
        line.append(slope);
        svg.path(
            ("M" + Svg.number(CHART) + " " + Svg.number(y) + "H" + Svg.number(before) + slope)
                + ("V" + Svg.number(end) + "H" + Svg.number(CHART) + "Z"),
            Look.tint(Ink.ACCENT));
      } else {
        svg.rect(new Box(CHART, y, x - CHART, heights[i]), 0, Look.tint(Ink.ACCENT));
        line.append("H").append(Svg.number(x));
      }
      line.append("V").append(Svg.number(end));
      y = end;
    }
    svg.path(line.toString(), new Look(Ink.NONE, 1, Ink.ACCENT, 2, false));
  }

  private static void words(Svg svg, Stretch stretch, String time, double y) {
    svg.line(0, y, CHART, y, Look.outline(Ink.LINE));
    svg.line(WORDS - 10, y, Svg.WIDTH, y, Look.outline(Ink.LINE));
    svg.text(0, y + 18, time, Type.SMALL, Ink.MUTED, Anchor.START, CHART - 8);
    double base = y + 18;
    base +=
        svg.paragraph(
            WORDS, base, Plain.text(stretch.words()), Type.BODY, Ink.FG, room(), Sheet.MOST);
    if (!stretch.judgedBy().isEmpty()) {
      svg.paragraph(
          WORDS, base, Plain.text(judges(stretch)), Type.BODY, Ink.MUTED, room(), Sheet.MOST);
    }
  }

  /// When each stretch begins, counted from the start, or from the last approval.
  private static List<String> times(List<Stretch> stretches) {
    List<String> times = new ArrayList<>();
    String sign = "";
    Duration passed = Duration.ZERO;
    boolean known = true;
    for (Stretch stretch : stretches) {
      boolean first = times.isEmpty();
      times.add(
          first
              ? "at the start"
              : !known ? "then" : passed.isZero() ? "approved" : sign + Words.span(passed));
      Duration lasts = stretch.lasts();
      if (stretch.approval()) {
        sign = "+";
        passed = Duration.ZERO;
        known = true;
      } else if (lasts == null) {
        known = false;
      } else {
        passed = passed.plus(lasts);
      }
    }
    return times;
  }
}
