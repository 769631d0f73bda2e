package dev.sluice.bundle.figure.drawing;

/// Small marks, twelve units wide and high, drawn with one stroke.
public enum Mark {
  /// Something is checked.
  CHECK("M2 6.5L5 9.5L10 3"),
  /// Time passes.
  CLOCK("M6 1.2A4.8 4.8 0 1 0 6.01 1.2ZM6 3.4V6.2L8 7.4"),
  /// A person decides.
  PERSON("M6 5.6A2.2 2.2 0 1 0 5.99 5.6ZM1.8 11C2.2 8.6 3.8 7.4 6 7.4S9.8 8.6 10.2 11"),
  /// Somebody starts it.
  PLAY("M3.5 2L10 6L3.5 10Z"),
  /// It goes by itself.
  ARROW("M1.5 6H10M6.8 2.8L10 6L6.8 9.2"),
  /// It stops.
  STOP("M4 1.2H8L10.8 4V8L8 10.8H4L1.2 8V4ZM4 6H8"),
  /// Nobody can tell.
  QUESTION("M3.8 4.2C3.8 2.7 4.8 1.9 6 1.9S8.3 2.7 8.3 4C8.3 5.8 6 5.8 6 7.6M6 10V10.1"),
  /// It is wrong.
  CROSS("M2.8 2.8L9.2 9.2M9.2 2.8L2.8 9.2"),
  /// It lets something through.
  GAP("M6 2V7M6 9.8V9.9");

  private final String data;

  Mark(String data) {
    this.data = data;
  }

  /// Draws it with its middle at a place.
  public void draw(Svg svg, double x, double y, Ink ink) {
    svg.mark(data, x - 6, y - 6, ink);
  }
}
