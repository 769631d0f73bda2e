package dev.sluice.release.judge;

import org.jspecify.annotations.Nullable;

/// Evidence for "worse" against "equal": how many times likelier everything that the canary did is
/// when it is worse by more than the tolerance than when it is equal to the reference.
///
/// Under "equal" the evidence is a nonnegative martingale that starts at 1, whatever of the noise
/// model is true, so it passes a bound b with a probability of at most 1/b, however often it is
/// looked at (Ville's inequality).
final class Contest {
  /// By how many cells of [Levels] a worse canary stands above the edge of the tolerance.
  private static final int[] BEYOND = {0, 1, 3, 5, 9, 14};

  private static final double[] WEIGHT = {0.25, 0.25, 0.2, 0.15, 0.1, 0.05};

  /// Below this share a kind of noise no longer matters.
  private static final double SLIGHT = 1e-4;

  private static final double TINY = 1e-280;

  private final Noise noise;
  private final double tolerance;
  private final int within;
  private final int columns;
  private final Track[] @Nullable [] tracks = new Track[Kind.COUNT][];
  private int ticks;
  private int speaking;
  private double logEvidence;
  private double logHarm;
  private boolean beyond;

  /// @param tolerance ratio to the reference that does no harm, above 1
  /// @param coldStart probability that the canary begins with a burst
  Contest(Noise noise, Baseline baseline, double tolerance, double coldStart) {
    this.noise = noise;
    this.tolerance = tolerance;
    int edge = Math.max(1, (int) Math.ceil(Math.log(tolerance) / Levels.STEP - 0.3));
    int inside = Math.min(2 + edge / 6, edge - 1);
    within = 1 + inside;
    columns = within + BEYOND.length;
    for (int k = 0; k < Kind.COUNT; k++) {
      if (baseline.weight(k) > 10 * SLIGHT) {
        Track[] row = new Track[columns];
        for (int c = 0; c < columns; c++) {
          int shift =
              c < within ? Math.round((float) edge * c / within) : edge + BEYOND[c - within];
          row[c] = noise.track(k, shift, coldStart);
        }
        tracks[k] = row;
      }
    }
  }

  private Contest(Contest other) {
    noise = other.noise;
    tolerance = other.tolerance;
    within = other.within;
    columns = other.columns;
    for (int k = 0; k < Kind.COUNT; k++) {
      Track[] row = other.tracks[k];
      if (row != null) {
        Track[] copy = new Track[columns];
        for (int c = 0; c < columns; c++) {
          copy[c] = row[c].copy();
        }
        tracks[k] = copy;
      }
    }
    ticks = other.ticks;
    speaking = other.speaking;
    logEvidence = other.logEvidence;
    logHarm = other.logHarm;
    beyond = other.beyond;
  }

  Contest copy() {
    return new Contest(this);
  }

  /// Natural logarithm of the evidence, no more than the ticks that spoke may carry.
  double logEvidence() {
    return logEvidence;
  }

  /// Natural logarithm of how many times likelier everything is when the canary is worse than when
  /// it is anything that is tolerated.
  double logHarm() {
    return logHarm;
  }

  /// Whether the best estimate lies beyond the tolerance.
  boolean beyond() {
    return beyond;
  }

  /// Takes what the canary did in a tick in.
  ///
  /// @param reference rate of a canary that is equal
  /// @param most logarithm of the evidence that one tick may carry
  void observe(double time, Sample sample, double reference, Baseline baseline, double most) {
    float[] likely = sample.likelihood(reference, noise.calibration());
    double[] all = advance(time, likely, baseline);
    if (sample.exceeds(reference * Math.min(tolerance, 2))) {
      speaking++;
    }
    double equal = all[0];
    double tolerable = equal;
    double best = 0;
    double worse = 0;
    for (int c = 1; c < columns; c++) {
      if (c < within) {
        tolerable = Math.max(tolerable, all[c]);
      } else {
        best = Math.max(best, all[c]);
        worse += WEIGHT[c - within] * all[c];
      }
    }
    double logWorse = Math.log(worse + TINY);
    logHarm = logWorse - Math.log(tolerable + TINY);
    logEvidence = Math.min(speaking * most, logWorse - Math.log(equal + TINY));
    beyond = best >= tolerable;
  }

  /// How probable everything seen so far is in each column, over all kinds of noise.
  private double[] advance(double time, float[] likely, Baseline baseline) {
    double turning = noise.calibration().turning() * time / 5 / (columns - 1);
    Pace pace = Pace.of(time, baseline.burstEvery(), noise.calibration());
    double[] all = new double[columns];
    double largest = 0;
    for (int k = 0; k < Kind.COUNT; k++) {
      Track[] row = tracks[k];
      if (row != null) {
        double weight = baseline.weight(k);
        double inflow = turning * row[0].sum();
        for (int c = 0; c < columns; c++) {
          double sum = row[c].advance(pace, pace.stays(k), c == 0 ? 0 : inflow, likely);
          all[c] += weight * sum;
          largest = Math.max(largest, sum);
        }
      }
    }
    if (++ticks % 4 == 0) {
      prune(all, baseline);
    }
    if (largest < 1e-10) {
      rescale(1 / largest);
    }
    return all;
  }

  /// Drops the kinds of noise that explain nothing, in any column.
  private void prune(double[] all, Baseline baseline) {
    for (int k = 0; k < Kind.COUNT; k++) {
      Track[] row = tracks[k];
      if (row != null) {
        double most = 0;
        for (int c = 0; c < columns; c++) {
          most = Math.max(most, baseline.weight(k) * row[c].sum() / all[c]);
        }
        if (most < SLIGHT) {
          tracks[k] = null;
        }
      }
    }
  }

  private void rescale(double by) {
    for (Track[] row : tracks) {
      if (row != null) {
        for (Track track : row) {
          track.scale(by);
        }
      }
    }
  }
}
