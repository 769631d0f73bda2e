package dev.sluice.bundle.figure.drawing;

import java.util.List;

/// Writes one picture of a fixed width. Every number is rounded to a tenth and every text escaped,
/// so that the same picture gives the same bytes and no text becomes markup.
///
/// Not safe for use by several threads.
public final class Svg {
  /// Width of every picture: a small screen has room for nearly all of it.
  public static final double WIDTH = 420;

  private static final int FIRST_RIGHT_TO_LEFT = 0x590;

  private static final double SHOWN = 1.3;
  private static final double CORNER = 8;

  /// Where a text begins, counted from its place.
  public enum Anchor {
    START("start"),
    MIDDLE("middle"),
    END("end");

    private final String word;

    Anchor(String word) {
      this.word = word;
    }
  }

  private final StringBuilder body = new StringBuilder();

  /// The frame of something that the picture is about. Frames never overlap.
  public void frame(Box box, Look look) {
    rect(box, CORNER, look, " class=\"node\"");
  }

  /// A rectangle.
  public void rect(Box box, double radius, Look look) {
    rect(box, radius, look, "");
  }

  private void rect(Box box, double radius, Look look, String kind) {
    body.append("<rect").append(kind);
    attribute(body, "x", number(box.x()));
    attribute(body, "y", number(box.y()));
    attribute(body, "width", number(box.width()));
    attribute(body, "height", number(box.height()));
    if (radius > 0) {
      attribute(body, "rx", number(radius));
    }
    body.append(look.attributes()).append("/>\n");
  }

  /// A circle.
  public void circle(double x, double y, double radius, Look look) {
    body.append("<circle");
    attribute(body, "cx", number(x));
    attribute(body, "cy", number(y));
    attribute(body, "r", number(radius));
    body.append(look.attributes()).append("/>\n");
  }

  /// A path; its numbers are written by [#number].
  public void path(String data, Look look) {
    path(data, look, "");
  }

  private void path(String data, Look look, String kind) {
    body.append("<path").append(kind);
    attribute(body, "d", data);
    if (look.stroke() != Ink.NONE) {
      body.append(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    }
    body.append(look.attributes()).append("/>\n");
  }

  void mark(String data, double x, double y, Ink ink) {
    body.append("<path");
    attribute(body, "transform", "translate(" + number(x) + " " + number(y) + ")");
    attribute(body, "d", data);
    body.append(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    body.append(Look.line(ink).attributes()).append("/>\n");
  }

  /// A straight line.
  public void line(double x1, double y1, double x2, double y2, Look look) {
    path("M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2), look);
  }

  /// A way from one place to another: down first, then aside, round the corner.
  public void elbow(double x1, double y1, double x2, double y2, Look look) {
    String data = "M" + number(x1) + " " + number(y1);
    double turn = Math.min(CORNER, Math.min(Math.abs(x2 - x1), Math.abs(y2 - y1)));
    if (turn < 0.1) {
      data += "L" + number(x2) + " " + number(y2);
    } else {
      double side = x2 > x1 ? turn : -turn;
      data +=
          ("V" + number(y2 - turn))
              + ("Q" + number(x1) + " " + number(y2))
              + (" " + number(x1 + side) + " " + number(y2))
              + ("H" + number(x2));
    }
    path(data, look, " class=\"edge\"");
  }

  /// One line of text. Where the room is too small it loses its middle, and shows in full when it
  /// is pointed at.
  ///
  /// @param y of its base line
  public void text(
      double x, double y, String text, Type type, Ink ink, Anchor anchor, double room) {
    String shown = Lettering.fit(text, type, room);
    text(x, y, shown, type, ink, anchor, shown.equals(text) ? "" : text);
  }

  /// Text on several lines.
  ///
  /// @param y base line of the first one
  /// @param lines how many there may be
  /// @return how high it is
  public double paragraph(
      double x, double y, String text, Type type, Ink ink, double room, int lines) {
    List<String> wrapped = Lettering.wrap(text, type, room, lines);
    boolean cut = wrapped.getLast().contains("…") && !text.contains("…");
    for (int i = 0; i < wrapped.size(); i++) {
      double at = y + i * type.leading();
      text(x, at, wrapped.get(i), type, ink, Anchor.START, cut ? text : "");
    }
    return wrapped.size() * type.leading();
  }

  private void text(
      double x, double y, String shown, Type type, Ink ink, Anchor anchor, String full) {
    if (shown.isEmpty()) {
      return;
    }
    body.append("<text");
    attribute(body, "x", number(x));
    attribute(body, "y", number(y));
    attribute(body, "font-size", number(type.size()));
    if (type.bold()) {
      body.append(" font-weight=\"600\"");
    }
    if (anchor != Anchor.START) {
      attribute(body, "text-anchor", anchor.word);
    }
    attribute(body, "fill", ink.paint());
    body.append('>').append(escaped(shown));
    if (!full.isEmpty()) {
      body.append("<title>").append(escaped(full)).append("</title>");
    }
    body.append("</text>\n");
  }

  /// Begins a group that tells what it is when it is pointed at.
  public void open(String title) {
    body.append("<g><title>").append(escaped(title)).append("</title>\n");
  }

  /// Ends a group.
  public void close() {
    body.append("</g>\n");
  }

  /// The whole picture.
  ///
  /// @param id unique in a document
  /// @param text the same in sentences
  public String done(String id, String title, String text, double height) {
    StringBuilder out = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    attribute(out, "viewBox", "0 0 " + number(WIDTH) + " " + number(height));
    attribute(out, "width", number(WIDTH * SHOWN));
    attribute(out, "height", number(height * SHOWN));
    attribute(out, "style", "max-width:100%;height:auto");
    attribute(out, "role", "img");
    attribute(out, "aria-labelledby", id + "-title " + id + "-text");
    attribute(out, "font-family", "system-ui,sans-serif");
    attribute(out, "color", "var(--fg,#1f2328)");
    out.append(">\n<title");
    attribute(out, "id", id + "-title");
    out.append('>').append(escaped(title)).append("</title>\n<desc");
    attribute(out, "id", id + "-text");
    out.append('>').append(escaped(text)).append("</desc>\n");
    return out.append(body).append("</svg>\n").toString();
  }

  static void attribute(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  /// A number with at most one digit after the point.
  public static String number(double value) {
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }

  private static String escaped(String text) {
    return isolated(Plain.text(text))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// Text in which what is written from right to left does not reorder what stands beside it.
  private static String isolated(String text) {
    if (text.chars().allMatch(c -> c < FIRST_RIGHT_TO_LEFT)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (from < text.length()) {
      int[] run = RightToLeft.next(text, from);
      out.append(text, from, run[0]);
      if (run[0] < run[1]) {
        out.append('\u2068').append(text, run[0], run[1]).append('\u2069');
      }
      from = run[1];
    }
    return out.toString();
  }
}
