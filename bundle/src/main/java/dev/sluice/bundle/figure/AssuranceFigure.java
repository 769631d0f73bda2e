package dev.sluice.bundle.figure;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.figure.drawing.Box;
import dev.sluice.bundle.figure.drawing.Ink;
import dev.sluice.bundle.figure.drawing.Look;
import dev.sluice.bundle.figure.drawing.Mark;
import dev.sluice.bundle.figure.drawing.Svg;
import dev.sluice.bundle.figure.drawing.Svg.Anchor;
import dev.sluice.bundle.figure.drawing.Type;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.gate.Gate;
import dev.sluice.flow.gate.StageVerdict;
import dev.sluice.flow.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How strong the evidence is, criterion by criterion: one row for each stage, one cell for each
/// criterion. A cell is filled as high as its level; an arrow shows the bar of one that is too low.
final class AssuranceFigure {
  private static final double CELL = 24;
  private static final double STEP = 27;
  private static final double ROW = 40;
  private static final double LEFT = 146;
  private static final double NUMBER = 20;

  private AssuranceFigure() {}

  static Optional<Figure> of(Material material) {
    List<StageVerdict> stages = material.assessment().stages();
    if (stages.isEmpty()) {
      return Optional.empty();
    }
    Sheet sheet = new Sheet(material);
    for (StageVerdict stage : stages) {
      row(sheet, stage);
      say(sheet, stage);
    }
    sheet.skip(4);
    sheet.rule();
    legend(sheet);
    return Optional.of(sheet.done("assurance", "The ladder of assurance, stage by stage"));
  }

  private static void row(Sheet sheet, StageVerdict stage) {
    Svg svg = sheet.svg();
    int perLine = (int) ((Svg.WIDTH - LEFT + STEP - CELL) / STEP);
    int lines = Math.max(1, (stage.verdicts().size() + perLine - 1) / perLine);
    double y = sheet.y();
    String number = String.valueOf(stage.stage().number());
    svg.text(NUMBER - 6, y + 15, number, Type.SMALL, Ink.MUTED, Anchor.END, NUMBER);
    double room = LEFT - NUMBER - 8;
    String title = stage.stage().id().replace('-', ' ');
    svg.text(NUMBER, y + 15, title, Type.NAME, Ink.FG, Anchor.START, room);
    gate(svg, stage, NUMBER, y + 30);
    for (int i = 0; i < stage.verdicts().size(); i++) {
      int line = i / perLine;
      double x = LEFT + i % perLine * STEP;
      cell(svg, stage.verdicts().get(i), x, y + 4 + line * STEP);
    }
    sheet.skip(Math.max(ROW, lines * STEP + 6));
  }

  private static void gate(Svg svg, StageVerdict stage, double x, double y) {
    Mark mark =
        switch (stage.gate()) {
          case OPEN -> Mark.CHECK;
          case SHUT -> Mark.CROSS;
          case BLOCKED -> Mark.STOP;
        };
    Ink ink = stage.gate() == Gate.OPEN ? Ink.GOOD : Ink.BAD;
    mark.draw(svg, x + 6, y - 4, ink);
    String words = stage.gate().id() + " · " + stage.met() + " of " + stage.verdicts().size();
    svg.text(x + 17, y, words, Type.SMALL, ink, Anchor.START, LEFT - x - 20);
  }

  private static void cell(Svg svg, Verdict verdict, double x, double y) {
    svg.open(verdict.id() + ": " + words(verdict));
    cell(svg, verdict.level(), verdict.state(), verdict.met(), x, y);
    boolean some = verdict.level() != Level.MISSING;
    if (some && verdict.state() == null && !verdict.met()) {
      bar(svg, verdict.bar(), x + CELL, y);
    }
    svg.close();
  }

  /// A small arrow at the side, as high as the bar.
  private static void bar(Svg svg, Level bar, double x, double y) {
    double high = y + CELL - height(bar);
    svg.path("M" + Svg.number(x - 4) + " " + Svg.number(high) + "l6 -3.5v7Z", Look.solid(Ink.BAD));
  }

  private static void cell(
      Svg svg, Level level, @Nullable State state, boolean met, double x, double y) {
    Ink ink = ink(state, met);
    Box box = new Box(x, y, CELL, CELL);
    Look outline = Look.outline(ink);
    svg.rect(
        box, 4, state == State.WAIVED || state == State.UNOBSERVABLE ? outline.broken() : outline);
    double high = height(level);
    if (state != State.NOT_APPLICABLE && high > 0) {
      svg.rect(new Box(x, y + CELL - high, CELL, high), 4, new Look(ink, 0.22, Ink.NONE, 0, false));
    }
    if (state == State.CONTRADICTED) {
      Mark.CROSS.draw(svg, x + CELL / 2, y + CELL / 2, ink);
    } else if (state == State.UNOBSERVABLE) {
      Mark.QUESTION.draw(svg, x + CELL / 2, y + CELL / 2, ink);
    } else {
      svg.text(x + CELL / 2, y + 16, letter(level, state), Type.LETTER, ink, Anchor.MIDDLE, CELL);
    }
  }

  /// How high a cell is filled.
  private static double height(Level level) {
    double share =
        switch (level) {
          case MISSING -> 0;
          case ASSUMED -> 0.25;
          case DECLARED -> 0.5;
          case ENFORCED -> 0.75;
          case PROVEN -> 1;
        };
    return CELL * share;
  }

  private static Ink ink(@Nullable State state, boolean met) {
    if (state == null) {
      return met ? Ink.GOOD : Ink.BAD;
    }
    return switch (state) {
      case CONTRADICTED -> Ink.BAD;
      case UNOBSERVABLE, WAIVED -> Ink.WARN;
      case NOT_APPLICABLE -> Ink.MUTED;
    };
  }

  private static String letter(Level level, @Nullable State state) {
    if (state == State.WAIVED) {
      return "W";
    }
    if (state == State.NOT_APPLICABLE) {
      return "–";
    }
    return level.name().substring(0, 1);
  }

  private static String words(Verdict verdict) {
    State state = verdict.state();
    String bar = ", the bar is " + verdict.bar().id();
    return state == null
        ? verdict.level().id() + bar + (verdict.met() ? ", met" : ", not met")
        : state.id().replace('-', ' ') + bar;
  }

  private static void say(Sheet sheet, StageVerdict stage) {
    String head = "stage " + stage.stage().number() + ", " + stage.stage().title();
    List<String> open = new ArrayList<>();
    for (Verdict verdict : stage.verdicts()) {
      if (!verdict.met()) {
        open.add(verdict.id() + " is " + words(verdict));
      }
    }
    sheet.say(
        head
            + ": the gate is "
            + stage.gate().id()
            + ", "
            + stage.met()
            + " of "
            + Words.count(stage.verdicts().size(), "criterion").replace("criterions", "criteria")
            + " met"
            + (open.isEmpty() ? "" : "; " + String.join("; ", open)));
  }

  /// One example in the legend.
  private record Example(Level level, @Nullable State state, boolean met, String words) {}

  private static void legend(Sheet sheet) {
    List<Example> examples =
        List.of(
            new Example(Level.PROVEN, null, true, "proven"),
            new Example(Level.ENFORCED, null, true, "enforced"),
            new Example(Level.DECLARED, null, true, "declared"),
            new Example(Level.ASSUMED, null, false, "assumed"),
            new Example(Level.MISSING, null, false, "missing"),
            new Example(Level.MISSING, State.CONTRADICTED, false, "contradicted"),
            new Example(Level.MISSING, State.UNOBSERVABLE, false, "unobservable"),
            new Example(Level.MISSING, State.WAIVED, false, "waived"),
            new Example(Level.MISSING, State.NOT_APPLICABLE, true, "not applicable"));
    Svg svg = sheet.svg();
    double column = Svg.WIDTH / 3;
    for (int i = 0; i < examples.size(); i++) {
      Example e = examples.get(i);
      double x = i % 3 * column + 2;
      int line = i / 3;
      double y = sheet.y() + line * (CELL + 8);
      cell(svg, e.level(), e.state(), e.met(), x, y);
      svg.text(
          x + CELL + 7, y + 16, e.words(), Type.SMALL, Ink.MUTED, Anchor.START, column - CELL - 10);
    }
    double x = 2;
    double y = sheet.y() + 3 * (CELL + 8) + 12;
    svg.text(
        x,
        y,
        "green: met · red: not met; an arrow shows the bar",
        Type.SMALL,
        Ink.MUTED,
        Anchor.START,
        Svg.WIDTH - x);
    sheet.skip(3 * (CELL + 8) + 20);
  }
}
