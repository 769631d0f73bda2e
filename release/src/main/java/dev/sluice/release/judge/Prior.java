package dev.sluice.release.judge;

/// Where a level may stand when nothing else is known, for one kind of noise and one shift: as
/// probabilities of the cells of [Levels], and how they are tied to their neighbours. Never
/// changes, so that any number of tracks share it.
final class Prior {
  private final float[] cells = new float[Levels.COUNT];
  private final float[] up;
  private final float[] down;

  /// @param levels probability of each level
  /// @param shift by how many cells of [Levels] all stand higher
  Prior(Kind kind, double[] levels, int shift) {
    double[] shifted = new double[Levels.COUNT];
    for (int i = 0; i < shifted.length; i++) {
      shifted[Levels.clamp(i + shift)] += levels[i];
    }
    up = new float[kind.drifts() ? Levels.COUNT - 1 : 0];
    down = new float[up.length];
    for (int i = 0; i < up.length; i++) {
      double ratio = (shifted[i + 1] + Double.MIN_NORMAL) / (shifted[i] + Double.MIN_NORMAL);
      up[i] = (float) Math.min(1, ratio);
      down[i] = (float) Math.min(1, 1 / ratio);
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (float) shifted[i];
    }
  }

  /// Probability of each cell; not to be changed.
  float[] cells() {
    return cells;
  }

  /// Lets weights move to their neighbours, so that over a long time they stand as the
  /// probabilities say (detailed balance).
  ///
  /// @param each how much moves
  void drift(float[] weights, float each) {
    float carried = 0;
    for (int i = 0; i < up.length; i++) {
      float flow = each * (up[i] * weights[i] - down[i] * weights[i + 1]);
      weights[i] += carried - flow;
      carried = flow;
    }
    weights[up.length] += carried;
  }
}
