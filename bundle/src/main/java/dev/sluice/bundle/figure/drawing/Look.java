package dev.sluice.bundle.figure.drawing;

/// How a shape is filled and outlined.
///
/// @param strength how much of the fill covers what is below, 0 to 1
public record Look(Ink fill, double strength, Ink stroke, double width, boolean dashed) {
  private static final double TINT = 0.14;

  /// A line without a filling.
  public static Look line(Ink stroke) {
    return new Look(Ink.NONE, 1, stroke, 1.5, false);
  }

  /// A thin outline.
  public static Look outline(Ink stroke) {
    return new Look(Ink.NONE, 1, stroke, 1, false);
  }

  /// Filled.
  public static Look solid(Ink fill) {
    return new Look(fill, 1, Ink.NONE, 0, false);
  }

  /// Lightly filled.
  public static Look tint(Ink fill) {
    return new Look(fill, TINT, Ink.NONE, 0, false);
  }

  /// The same with another outline.
  public Look edged(Ink newStroke) {
    return new Look(fill, strength, newStroke, 1, dashed);
  }

  /// The same with dashes.
  public Look broken() {
    return new Look(fill, strength, stroke, width, true);
  }

  String attributes() {
    StringBuilder out = new StringBuilder();
    Svg.attribute(out, "fill", fill.paint());
    if (strength != 1) {
      long percent = Math.round(strength * 100);
      Svg.attribute(out, "fill-opacity", (percent < 10 ? "0.0" : "0.") + percent);
    }
    if (stroke != Ink.NONE) {
      Svg.attribute(out, "stroke", stroke.paint());
      Svg.attribute(out, "stroke-width", Svg.number(width));
      if (dashed) {
        Svg.attribute(out, "stroke-dasharray", "3 3");
      }
    }
    return out.toString();
  }
}
