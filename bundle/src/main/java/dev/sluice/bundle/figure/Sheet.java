package dev.sluice.bundle.figure;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.figure.drawing.Ink;
import dev.sluice.bundle.figure.drawing.Lettering;
import dev.sluice.bundle.figure.drawing.Look;
import dev.sluice.bundle.figure.drawing.Mark;
import dev.sluice.bundle.figure.drawing.Plain;
import dev.sluice.bundle.figure.drawing.Svg;
import dev.sluice.bundle.figure.drawing.Svg.Anchor;
import dev.sluice.bundle.figure.drawing.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// A picture that is drawn from top to bottom, and its sentences that are written beside it.
final class Sheet {
  /// Between a frame and what stands in it.
  static final double PAD = 12;

  /// Between two frames.
  static final double GAP = 10;

  /// How many lines one text takes at most; a longer one is no label any more.
  static final int MOST = 12;

  private static final double EDGE = 1;

  private final Svg svg = new Svg();
  private final List<String> sentences = new ArrayList<>();
  private final String delivery;
  private double y = EDGE;

  /// @param material whose name tells its pictures from those of other deliveries
  Sheet(Material material) {
    CRC32 sum = new CRC32();
    sum.update(material.assessment().name().getBytes(StandardCharsets.UTF_8));
    this.delivery = Long.toHexString(sum.getValue());
  }

  Svg svg() {
    return svg;
  }

  /// Where the next thing begins.
  double y() {
    return y;
  }

  /// Goes on further down.
  void skip(double height) {
    y += height;
  }

  /// Adds a sentence.
  void say(String words) {
    sentences.add(Words.sentence(Plain.text(words)));
  }

  /// A heading with a note behind it or, where both have no room on one line, below it.
  void heading(String name, String note) {
    double width = Lettering.width(name, Type.NAME);
    double room = Svg.WIDTH - width - GAP;
    double height = svg.paragraph(0, y + 13, name, Type.NAME, Ink.FG, Svg.WIDTH, MOST);
    boolean beside = Lettering.width(note, Type.SMALL) <= room;
    if (beside) {
      svg.text(width + GAP, y + 13, note, Type.SMALL, Ink.MUTED, Anchor.START, room);
    } else {
      y += height;
      y += svg.paragraph(0, y + 13, note, Type.SMALL, Ink.MUTED, Svg.WIDTH, MOST);
      y -= Type.SMALL.leading();
    }
    y += 24;
  }

  /// A remark with a mark before it.
  void remark(Mark mark, Ink ink, String words) {
    mark.draw(svg, 7, y + 8, ink);
    y += svg.paragraph(20, y + 12, words, Type.SMALL, Ink.MUTED, Svg.WIDTH - 20, MOST) + 5;
  }

  /// A thin line from side to side.
  void rule() {
    svg.line(0, y, Svg.WIDTH, y, Look.outline(Ink.LINE));
    y += GAP;
  }

  Figure done(String id, String title) {
    String text = String.join(" ", sentences);
    return new Figure(
        id, title, text, svg.done("figure-" + id + "-" + delivery, title, text, y + EDGE));
  }
}
