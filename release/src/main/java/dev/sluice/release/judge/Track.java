package dev.sluice.release.judge;

/// Where the level of one side may stand right now, under one kind of noise: a weight for each cell
/// of [Levels], and one for each during a burst. The forward pass of a hidden Markov model.
///
/// The weights are not normalised: their sum is how probable everything seen so far is.
final class Track {
  /// Lowest and number of levels of a burst: 2 to 12 times the usual.
  private static final int LOWEST_BURST = 3;

  private static final int BURSTS = 8;

  /// How many of these, from the lowest, a burst at the very beginning may have: up to 6 times.
  private static final int BEGINNING = 5;

  private final Kind kind;
  private final double[] prior;
  private final double[] up;
  private final double[] down;
  private final int burst;
  private final double[] calm;
  private final double[] bursting = new double[BURSTS];
  private double calmSum;
  private double burstSum;

  Track(Kind kind, double[] levels, int shift, double burstShare) {
    this.kind = kind;
    prior = new double[Levels.COUNT];
    for (int i = 0; i < prior.length; i++) {
      prior[Levels.clamp(i + shift)] += levels[i];
    }
    up = new double[kind.drifts() ? Levels.COUNT - 1 : 0];
    down = new double[up.length];
    for (int i = 0; i < up.length; i++) {
      double ratio = (prior[i + 1] + Double.MIN_NORMAL) / (prior[i] + Double.MIN_NORMAL);
      up[i] = Math.min(1, ratio);
      down[i] = Math.min(1, 1 / ratio);
    }
    burst = Levels.ONE + shift + LOWEST_BURST;
    calm = prior.clone();
    for (int i = 0; i < BEGINNING; i++) {
      bursting[i] = burstShare / BEGINNING;
    }
    burstSum = burstShare;
    calmSum = 1 - burstSum;
    scale(calm, calmSum);
  }

  private Track(Track other) {
    kind = other.kind;
    prior = other.prior;
    up = other.up;
    down = other.down;
    burst = other.burst;
    calm = other.calm.clone();
    System.arraycopy(other.bursting, 0, bursting, 0, BURSTS);
    calmSum = other.calmSum;
    burstSum = other.burstSum;
  }

  Track copy() {
    return new Track(this);
  }

  /// How probable everything seen so far is.
  double sum() {
    return calmSum + burstSum;
  }

  /// Lets time pass, then takes a tick's counts in.
  ///
  /// @param stays probability that a level stays, of this kind in [Pace]
  /// @param inflow weight that comes in from elsewhere
  /// @param likely how likely the counts are at each level
  /// @return [#sum]
  double advance(Pace pace, double stays, double inflow, double[] likely) {
    double keep = 1 - pace.start();
    double fresh = pace.end() * burstSum + inflow;
    double into = pace.start() * calmSum / BURSTS;
    if (kind.drifts()) {
      drift(1 - stays);
    } else {
      fresh += keep * (1 - stays) * calmSum;
      keep *= stays;
    }
    for (int i = 0; i < Levels.COUNT; i++) {
      calm[i] = (keep * calm[i] + fresh * prior[i]) * likely[i];
    }
    for (int i = 0; i < BURSTS; i++) {
      bursting[i] = ((1 - pace.end()) * bursting[i] + into) * likely[Levels.clamp(burst + i)];
    }
    calmSum = sum(calm);
    burstSum = sum(bursting);
    return sum();
  }

  /// Lets the level move to its neighbours, so that it forgets a share of where it was, and over a
  /// long time stands where the prior says (detailed balance).
  private void drift(double share) {
    double rate = share * Math.log1p(kind.variance()) / (Levels.STEP * Levels.STEP);
    int parts = (int) Math.ceil(rate / 0.3);
    double each = rate / parts;
    for (int part = 0; part < parts; part++) {
      double carried = 0;
      for (int i = 0; i < Levels.COUNT - 1; i++) {
        double flow = each * (up[i] * calm[i] - down[i] * calm[i + 1]);
        calm[i] += carried - flow;
        carried = flow;
      }
      calm[Levels.COUNT - 1] += carried;
    }
  }

  /// Makes every weight that many times as large.
  void scale(double by) {
    scale(calm, by);
    scale(bursting, by);
    calmSum *= by;
    burstSum *= by;
  }

  /// The mean level.
  double mean() {
    double mean = 0;
    for (int i = 0; i < Levels.COUNT; i++) {
      mean += calm[i] * Levels.value(i);
    }
    for (int i = 0; i < BURSTS; i++) {
      mean += bursting[i] * Levels.value(Levels.clamp(burst + i));
    }
    return mean / sum();
  }

  /// Probability that the level is at least that of a cell.
  double above(int from) {
    double weight = 0;
    for (int i = from; i < Levels.COUNT; i++) {
      weight += calm[i];
    }
    for (int i = Math.max(0, from - burst); i < BURSTS; i++) {
      weight += bursting[i];
    }
    return weight / sum();
  }

  private static void scale(double[] weights, double by) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= by;
    }
  }

  /// Four sums side by side, which a processor adds at once.
  private static double sum(double[] weights) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < weights.length; i += 4) {
      a += weights[i];
      b += weights[i + 1];
      c += weights[i + 2];
      d += weights[i + 3];
    }
    return a + b + c + d;
  }
}
