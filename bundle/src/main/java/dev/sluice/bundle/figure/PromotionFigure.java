package dev.sluice.bundle.figure;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.figure.drawing.Box;
import dev.sluice.bundle.figure.drawing.Ink;
import dev.sluice.bundle.figure.drawing.Lanes;
import dev.sluice.bundle.figure.drawing.Lettering;
import dev.sluice.bundle.figure.drawing.Look;
import dev.sluice.bundle.figure.drawing.Mark;
import dev.sluice.bundle.figure.drawing.Pill;
import dev.sluice.bundle.figure.drawing.Plain;
import dev.sluice.bundle.figure.drawing.Svg;
import dev.sluice.bundle.figure.drawing.Svg.Anchor;
import dev.sluice.bundle.figure.drawing.Type;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.delivery.Environment.Approvals;
import dev.sluice.flow.delivery.Environment.Promotion;
import dev.sluice.flow.delivery.EnvironmentNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The environments, the way a release takes through them, and what it has to pass at each door.
final class PromotionFigure {
  private static final double HEAD = 32;
  private static final double LINE = 4;
  private static final double INDENT = 18;

  private PromotionFigure() {}

  /// What a release has to pass.
  private record Condition(Mark mark, String words) {}

  static Optional<Figure> of(Material material) {
    List<Environment> all = material.delivery().environments();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Sheet sheet = new Sheet(material);
    Lanes lanes = Lanes.of(all.size(), i -> sources(all, all.get(i)));
    double[] middles = new double[all.size()];
    for (int row = 0; row < all.size(); row++) {
      middles[row] = sheet.y() + HEAD / 2;
      card(sheet, all.get(lanes.node(row)), lanes.width());
      sheet.skip(row == all.size() - 1 ? 0 : Sheet.GAP);
    }
    lanes.draw(sheet.svg(), middles, row -> dot(all.get(lanes.node(row))));
    return Optional.of(sheet.done("promotion", "Environments and the promotion path"));
  }

  private static List<Integer> sources(List<Environment> all, Environment environment) {
    List<Integer> sources = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (environment.promotesFrom().contains(all.get(i).name())) {
        sources.add(i);
      }
    }
    return sources;
  }

  private static Look dot(Environment environment) {
    return environment.production() ? Look.solid(Ink.ACCENT) : Look.line(Ink.FG);
  }

  private static void card(Sheet sheet, Environment environment, double left) {
    Svg svg = sheet.svg();
    double width = Svg.WIDTH - left - 1;
    double room = width - Sheet.PAD * 2 - INDENT;
    List<Condition> conditions = conditions(environment);
    double head = HEAD + (name(environment, left).size() - 1) * Type.NAME.leading();
    double height = head + (conditions.isEmpty() ? 0 : LINE);
    for (Condition condition : conditions) {
      height += lines(condition, room) * Type.BODY.leading() + LINE;
    }
    Ink edge = environment.production() ? Ink.ACCENT : Ink.LINE;
    svg.frame(new Box(left, sheet.y(), width, height), Look.outline(edge));
    head(svg, environment, left, sheet.y() + HEAD / 2);
    double y = sheet.y() + head;
    for (Condition condition : conditions) {
      double x = left + Sheet.PAD;
      condition.mark().draw(svg, x + 6, y + 6, Ink.MUTED);
      y +=
          svg.paragraph(x + INDENT, y + 10, condition.words(), Type.BODY, Ink.FG, room, Sheet.MOST)
              + LINE;
    }
    sheet.skip(height);
    sheet.say(sentence(environment, conditions));
  }

  private static int lines(Condition condition, double room) {
    return Lettering.wrap(condition.words(), Type.BODY, room, Sheet.MOST).size();
  }

  private static void head(Svg svg, Environment environment, double left, double middle) {
    if (environment.production()) {
      Pill pill = production();
      pill.draw(svg, Svg.WIDTH - 1 - Sheet.PAD - pill.width(), middle);
    }
    List<String> name = name(environment, left);
    for (int i = 0; i < name.size(); i++) {
      double y = middle + 5 + i * Type.NAME.leading();
      double x = left + Sheet.PAD;
      svg.text(x, y, name.get(i), Type.NAME, Ink.FG, Anchor.START, Svg.WIDTH - x);
    }
  }

  private static Pill production() {
    return Pill.of("production", Ink.ACCENT);
  }

  /// The lines of a name, beside the pill.
  private static List<String> name(Environment environment, double left) {
    double room = Svg.WIDTH - 1 - left - Sheet.PAD * 2;
    double pill = environment.production() ? production().width() + Sheet.GAP : 0;
    return Lettering.wrap(clean(environment.name()), Type.NAME, room - pill, Sheet.MOST);
  }

  private static List<Condition> conditions(Environment environment) {
    List<Condition> all = new ArrayList<>();
    if (!environment.checks().isEmpty()) {
      all.add(new Condition(Mark.CHECK, clean(String.join(", ", environment.checks()))));
    }
    Duration soak = environment.soak();
    if (soak != null) {
      String below = clean(Words.list(environment.promotesFrom(), "or"));
      String where = below.isEmpty() ? "below" : "in " + below;
      all.add(new Condition(Mark.CLOCK, Words.span(soak) + " " + where + " first"));
    }
    Approvals approvals = environment.approvals();
    if (approvals != null) {
      all.add(new Condition(Mark.PERSON, clean(words(approvals))));
    }
    Promotion promotion = environment.promotion();
    if (promotion != null) {
      all.add(
          switch (promotion) {
            case AUTOMATIC -> new Condition(Mark.ARROW, "goes in by itself");
            case MANUAL -> new Condition(Mark.PLAY, "waits until somebody starts it");
          });
    }
    return all;
  }

  private static String words(Approvals approvals) {
    List<String> words = new ArrayList<>();
    Integer quorum = approvals.quorum();
    words.add(
        (quorum == null ? "approval" : Words.count(quorum, "approval"))
            + (approvals.from().isEmpty() ? "" : " from " + Words.list(approvals.from(), "or")));
    if (Boolean.FALSE.equals(approvals.selfApproval())) {
      words.add("not by the author");
    }
    Duration expires = approvals.expires();
    if (expires != null) {
      words.add("good for " + Words.span(expires));
    }
    return String.join(", ", words);
  }

  private static String clean(String text) {
    return Plain.text(text);
  }

  private static String sentence(Environment environment, List<Condition> conditions) {
    boolean plain = !environment.production() || EnvironmentNames.isProduction(environment.name());
    String name = environment.name() + (plain ? "" : ", which is production");
    String from = Words.list(environment.promotesFrom(), "or");
    String way = from.isEmpty() ? "into " + name + " directly" : "from " + from + " to " + name;
    List<String> words = conditions.stream().map(PromotionFigure::said).toList();
    return way + (words.isEmpty() ? "" : ": " + String.join("; ", words));
  }

  private static String said(Condition condition) {
    return condition.mark() == Mark.CHECK ? "checks " + condition.words() : condition.words();
  }
}
