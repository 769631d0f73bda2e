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
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.Operations.Escalation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who owns what, and who is called when nobody answers.
final class OwnershipFigure {
  private static final double LABEL = 104;
  private static final double HEAD = 30;
  private static final double BETWEEN = 3;
  private static final double TIME = 108;
  private static final double STEP = 40;

  private OwnershipFigure() {}

  static Optional<Figure> of(Material material) {
    Map<String, Map<String, List<String>>> owned = Owned.of(material.delivery());
    Operations operations = material.delivery().operations();
    List<Escalation> steps =
        new ArrayList<>(operations == null ? List.of() : operations.escalation());
    if (owned.isEmpty() && steps.isEmpty()) {
      return Optional.empty();
    }
    Sheet sheet = new Sheet(material);
    owned.forEach((owner, things) -> card(sheet, Plain.text(owner), things));
    if (!steps.isEmpty()) {
      steps.sort(Comparator.comparing(Escalation::after));
      sheet.skip(owned.isEmpty() ? 0 : Sheet.GAP);
      escalation(sheet, steps);
    }
    return Optional.of(sheet.done("ownership", "Who owns what, and who is called next"));
  }

  private static void card(Sheet sheet, String owner, Map<String, List<String>> things) {
    Svg svg = sheet.svg();
    double room = Svg.WIDTH - 2 - Sheet.PAD * 2 - LABEL;
    List<String> name = Lettering.wrap(owner, Type.NAME, Svg.WIDTH - 2 - Sheet.PAD * 2, Sheet.MOST);
    double head = HEAD + (name.size() - 1) * Type.NAME.leading();
    double height = head + 6;
    for (List<String> names : things.values()) {
      int lines = Lettering.wrap(joined(names), Type.BODY, room, Sheet.MOST).size();
      height += lines * Type.BODY.leading() + BETWEEN;
    }
    svg.frame(new Box(1, sheet.y(), Svg.WIDTH - 2, height), Look.outline(Ink.LINE));
    double x = 1 + Sheet.PAD;
    double middle = sheet.y() + HEAD / 2 + 2;
    svg.paragraph(x, middle + 5, owner, Type.NAME, Ink.FG, Svg.WIDTH - x * 2, Sheet.MOST);
    double y = sheet.y() + head + 11;
    for (Map.Entry<String, List<String>> thing : things.entrySet()) {
      svg.text(x, y, thing.getKey(), Type.SMALL, Ink.MUTED, Anchor.START, LABEL - 8);
      String names = joined(thing.getValue());
      y += svg.paragraph(x + LABEL, y, names, Type.BODY, Ink.FG, room, Sheet.MOST) + BETWEEN;
    }
    sheet.skip(height + Sheet.GAP);
    List<String> words = new ArrayList<>();
    things.forEach((kind, names) -> words.add(kind + ": " + String.join(", ", names)));
    sheet.say("owner " + owner + ": " + String.join("; ", words));
  }

  private static String joined(List<String> names) {
    return Plain.text(String.join(", ", names));
  }

  private static void escalation(Sheet sheet, List<Escalation> steps) {
    Svg svg = sheet.svg();
    sheet.heading("Escalation", "time since the alert");
    double x = TIME + 8;
    double room = Svg.WIDTH - x - 18;
    List<String> words = new ArrayList<>();
    double before = 0;
    for (Escalation step : steps) {
      String to = Plain.text(step.to());
      int lines = Lettering.wrap(to, Type.BODY, room, Sheet.MOST).size();
      double height = Math.max(STEP, lines * Type.BODY.leading() + 12);
      double y = sheet.y() + height / 2;
      if (before > 0) {
        svg.line(x, before + 5, x, y - 5, Look.line(Ink.MUTED));
      }
      String time = step.after().isZero() ? "at once" : "after " + Words.span(step.after());
      svg.text(TIME - 6, y + 4, time, Type.SMALL, Ink.MUTED, Anchor.END, TIME - 6);
      svg.circle(x, y, 5, Look.line(Ink.FG));
      double base = y + 4 - (lines - 1) * Type.BODY.leading() / 2;
      svg.paragraph(x + 18, base, to, Type.BODY, Ink.FG, room, Sheet.MOST);
      sheet.skip(height);
      before = y;
      words.add(time + " " + step.to());
    }
    sheet.say("an alert goes to, in this order: " + String.join("; ", words));
  }
}
