package dev.sluice.release.judge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every [Kind] with its levels worked out, under one calibration. Never changes, so that any
/// number of trials may share it.
final class Noise {
  /// That of the calibration which the judge uses.
  static final Noise STANDARD = new Noise(Calibration.STANDARD);

  private static final int SHIFTS = Levels.COUNT;

  private final Calibration calibration;
  private final List<double[]> gamma = Kind.ALL.stream().map(Kind::gamma).toList();
  private final List<double[]> levels;

  /// Worked out when asked for. Two threads may work the same one out, which does no harm: a prior
  /// never changes, and is whole as soon as it is seen.
  private final @Nullable Prior[] priors = new Prior[Kind.COUNT * SHIFTS];

  Noise(Calibration calibration) {
    this.calibration = calibration;
    levels = gamma.stream().map(this::withAnything).toList();
  }

  private double[] withAnything(double[] cells) {
    double[] all = new double[cells.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (1 - calibration.anything()) * cells[i] + calibration.anything() / cells.length;
    }
    return all;
  }

  /// The constants.
  Calibration calibration() {
    return calibration;
  }

  /// A side of which only the kind of its noise is known.
  ///
  /// @param kind index in [Kind#ALL]
  /// @param shift by how many cells of [Levels] it stands higher
  /// @param burst probability that a burst goes on
  Track track(int kind, int shift, double burst) {
    return new Track(Kind.ALL.get(kind), prior(kind, shift), shift, burst);
  }

  private Prior prior(int kind, int shift) {
    // Above the highest shift, all levels stand in the last cell.
    int place = kind * SHIFTS + Math.min(shift, SHIFTS - 1);
    Prior known = priors[place];
    if (known == null) {
      known = new Prior(Kind.ALL.get(kind), levels.get(kind), shift);
      priors[place] = known;
    }
    return known;
  }

  /// Probability that a kind of noise stands in a cell, bursts aside.
  double at(int kind, int level) {
    return gamma.get(kind)[level];
  }
}
