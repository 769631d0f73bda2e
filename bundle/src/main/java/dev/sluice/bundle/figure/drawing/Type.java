package dev.sluice.bundle.figure.drawing;

/// The type sizes of every picture.
public enum Type {
  /// What something is called.
  NAME(13, true),
  /// What is said of it.
  BODY(12, false),
  /// Notes, labels of axes, pills.
  SMALL(11, false),
  /// A single letter in a mark.
  LETTER(11, true);

  private final int size;
  private final boolean bold;

  Type(int size, boolean bold) {
    this.size = size;
    this.bold = bold;
  }

  /// Height of the type in units of the picture.
  public int size() {
    return size;
  }

  /// Whether it is set in bold.
  public boolean bold() {
    return bold;
  }

  /// From one line to the next.
  public double leading() {
    return size * 1.4;
  }
}
