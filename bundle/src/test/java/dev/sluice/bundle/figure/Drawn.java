package dev.sluice.bundle.figure;

import dev.sluice.bundle.figure.drawing.Box;
import dev.sluice.bundle.figure.drawing.Lettering;
import dev.sluice.bundle.figure.drawing.Type;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// A picture as it was written, read back: where its frames and its labels are.
record Drawn(Element root, List<Box> frames, List<Label> labels, List<Box> edges) {
  private static final double ROUNDING = 0.2;
  private static final Pattern COMMAND = Pattern.compile("([MLVHQ])([-0-9. ]+)");

  /// A label and the room that it takes.
  record Label(String text, Box box) {}

  static Drawn of(Figure figure) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Element root =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(figure.svg())))
              .getDocumentElement();
      List<Box> frames = new ArrayList<>();
      for (Element rect : all(root, "rect")) {
        if (rect.getAttribute("class").equals("node")) {
          frames.add(
              new Box(
                  number(rect, "x"),
                  number(rect, "y"),
                  number(rect, "width"),
                  number(rect, "height")));
        }
      }
      List<Box> edges =
          all(root, "path").stream()
              .filter(path -> path.getAttribute("class").equals("edge"))
              .flatMap(path -> segments(path.getAttribute("d")).stream())
              .toList();
      List<Label> labels = all(root, "text").stream().map(Drawn::label).toList();
      return new Drawn(root, frames, labels, edges);
    } catch (Exception e) {
      throw new AssertionError("no XML: " + figure.svg(), e);
    }
  }

  /// The boxes round the straight parts of a path, and round its corners.
  private static List<Box> segments(String data) {
    List<Box> boxes = new ArrayList<>();
    double x = 0;
    double y = 0;
    Matcher command = COMMAND.matcher(data);
    while (command.find()) {
      double[] to =
          Arrays.stream(command.group(2).strip().split("\\s+", -1))
              .mapToDouble(Double::parseDouble)
              .toArray();
      double nextX = command.group(1).equals("V") ? x : to[to.length == 4 ? 2 : 0];
      double nextY = command.group(1).equals("H") ? y : to[to.length - 1];
      if (!command.group(1).equals("M")) {
        boxes.add(
            new Box(
                Math.min(x, nextX), Math.min(y, nextY), Math.abs(nextX - x), Math.abs(nextY - y)));
      }
      x = nextX;
      y = nextY;
    }
    return boxes;
  }

  private static Label label(Element text) {
    String shown = text.getFirstChild().getNodeValue();
    boolean bold = text.hasAttribute("font-weight");
    double size = number(text, "font-size");
    Type type =
        Arrays.stream(Type.values())
            .filter(t -> t.size() == size && t.bold() == bold)
            .findFirst()
            .orElseThrow();
    double width = Lettering.width(shown, type);
    double x =
        switch (text.getAttribute("text-anchor")) {
          case "middle" -> number(text, "x") - width / 2;
          case "end" -> number(text, "x") - width;
          default -> number(text, "x");
        };
    return new Label(shown, new Box(x, number(text, "y") - size * 0.8, width, size));
  }

  /// What is wrong with the places of things; empty when nothing is.
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    String[] view = root.getAttribute("viewBox").split(" ", -1);
    Box whole = new Box(0, 0, Double.parseDouble(view[2]), Double.parseDouble(view[3]));
    for (int i = 0; i < frames.size(); i++) {
      Box frame = frames.get(i);
      if (!inside(frame, whole)) {
        faults.add("frame outside: " + frame);
      }
      for (int j = 0; j < i; j++) {
        if (overlap(frame, frames.get(j))) {
          faults.add("frames overlap: " + frame + " " + frames.get(j));
        }
      }
    }
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      if (!inside(label.box(), whole)) {
        faults.add("label outside: " + label);
      }
      for (int j = 0; j < i; j++) {
        if (overlap(label.box(), labels.get(j).box())) {
          faults.add("labels overlap: " + label + " " + labels.get(j));
        }
      }
      for (Box frame : frames) {
        if (overlap(label.box(), frame) && !inside(label.box(), frame)) {
          faults.add("label across a frame: " + label + " " + frame);
        }
      }
    }
    for (Box edge : edges) {
      Stream.concat(frames.stream(), labels.stream().map(Label::box))
          .filter(box -> overlap(edge, box))
          .forEach(box -> faults.add("edge across " + box));
    }
    return faults;
  }

  private static boolean inside(Box inner, Box outer) {
    return inner.x() >= outer.x() - ROUNDING
        && inner.y() >= outer.y() - ROUNDING
        && inner.right() <= outer.right() + ROUNDING
        && inner.bottom() <= outer.bottom() + ROUNDING;
  }

  private static boolean overlap(Box one, Box other) {
    return one.x() < other.right() - ROUNDING
        && other.x() < one.right() - ROUNDING
        && one.y() < other.bottom() - ROUNDING
        && other.y() < one.bottom() - ROUNDING;
  }

  static List<Element> all(Element root, String name) {
    List<Element> all = new ArrayList<>();
    var found = root.getElementsByTagName(name);
    for (int i = 0; i < found.getLength(); i++) {
      Node node = found.item(i);
      if (node instanceof Element element) {
        all.add(element);
      }
    }
    return all;
  }

  private static double number(Element element, String name) {
    return Double.parseDouble(element.getAttribute(name));
  }
}
