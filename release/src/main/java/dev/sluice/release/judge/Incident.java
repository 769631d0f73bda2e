package dev.sluice.release.judge;

/// Whether the stable is in trouble itself. It begins when the stable stands where its own noise
/// hardly ever takes it, and ends when it has been back for half a minute.
final class Incident {
  private static final double SURE = 0.9;
  private static final double DOUBTFUL = 0.5;
  private static final double CALM = 30;

  private boolean lasts;
  private double calm;

  Incident() {}

  Incident copy() {
    Incident copy = new Incident();
    copy.lasts = lasts;
    copy.calm = calm;
    return copy;
  }

  /// Takes a tick in.
  ///
  /// @param unusual probability that the stable stands that high
  void observe(double seconds, double unusual) {
    if (!lasts) {
      lasts = unusual > SURE;
      calm = 0;
    } else if (unusual < DOUBTFUL) {
      calm += seconds;
      lasts = calm < CALM;
    } else {
      calm = 0;
    }
  }

  boolean lasts() {
    return lasts;
  }
}
