package dev.sluice.bundle.figure.drawing;

import dev.sluice.bundle.figure.drawing.Svg.Anchor;
import org.jspecify.annotations.Nullable;

/// A short word in a rounded frame, with a mark before it or without.
public record Pill(String word, @Nullable Mark mark, Look look, Ink ink) {
  /// Height of every pill.
  public static final double HEIGHT = 18;

  private static final double PAD = 8;
  private static final double MARK = 14;
  private static final double WIDEST = 200;

  /// A pill in a colour.
  public static Pill of(String word, Ink ink) {
    return new Pill(word, null, Look.tint(ink).edged(ink), ink);
  }

  /// How wide it is.
  public double width() {
    return PAD * 2
        + (mark == null ? 0 : MARK)
        + Math.min(WIDEST, Lettering.width(word, Type.SMALL));
  }

  /// Draws it.
  ///
  /// @param y of its middle
  public void draw(Svg svg, double x, double y) {
    svg.rect(new Box(x, y - HEIGHT / 2, width(), HEIGHT), HEIGHT / 2, look);
    double at = x + PAD;
    Mark shown = mark;
    if (shown != null) {
      shown.draw(svg, at + 5, y, ink);
      at += MARK;
    }
    svg.text(at, y + 4, word, Type.SMALL, ink, Anchor.START, WIDEST);
  }

  /// Whether a pill has room for these words.
  public static boolean holds(String words) {
    return Lettering.width(words, Type.SMALL) <= WIDEST - MARK - PAD * 2;
  }
}
