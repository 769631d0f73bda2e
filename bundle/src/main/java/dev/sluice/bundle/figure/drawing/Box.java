package dev.sluice.bundle.figure.drawing;

/// A rectangle, in units of the picture.
public record Box(double x, double y, double width, double height) {
  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }
}
