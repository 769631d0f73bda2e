package dev.sluice.release.judge;

/// Where the level of one side may stand right now, under one kind of noise: a weight for each cell
/// of [Levels], and one for each during a burst. The forward pass of a hidden Markov model.
///
/// The weights are not normalised: their sum is how probable everything seen so far is.
final class Track {
  /// Lowest and number of levels of a burst: 2 to 12 times the usual.
  private static final int LOWEST_BURST = 3;

  private static final int BURSTS = 8;

  /// Which of these a burst at the very beginning may have: 3.5 to 6 times.
  private static final int COLD_FROM = 2;

  private static final int COLD_TO = 5;

  private final Kind kind;
  private final Prior prior;
  private final int burst;
  private final float[] calm;
  private final float[] bursting = new float[BURSTS];
  private double calmSum;
  private double burstSum;
  private double begun;

  Track(Kind kind, Prior prior, int shift, double burstShare) {
    this.kind = kind;
    this.prior = prior;
    burst = Levels.ONE + shift + LOWEST_BURST;
    calm = prior.cells().clone();
    for (int i = COLD_FROM; i < COLD_TO; i++) {
      bursting[i] = (float) (burstShare / (COLD_TO - COLD_FROM));
    }
    burstSum = burstShare;
    calmSum = 1 - burstSum;
    scale(calm, calmSum);
  }

  private Track(Track other) {
    kind = other.kind;
    prior = other.prior;
    burst = other.burst;
    calm = other.calm.clone();
    System.arraycopy(other.bursting, 0, bursting, 0, BURSTS);
    calmSum = other.calmSum;
    burstSum = other.burstSum;
    begun = other.begun;
  }

  Track copy() {
    return new Track(this);
  }

  /// How probable everything seen so far is.
  double sum() {
    return calmSum + burstSum;
  }

  /// Probability that a burst began in the last tick.
  double begun() {
    return begun;
  }

  /// Probability that a burst stands in a cell of [Levels], for a side that stands no higher than
  /// usual.
  static double burstAt(int level) {
    int place = level - Levels.ONE - LOWEST_BURST;
    return place >= 0 && place < BURSTS ? 1.0 / BURSTS : 0;
  }

  /// Lets time pass, then takes a tick's counts in.
  ///
  /// @param stays probability that a level stays, of this kind in [Pace]
  /// @param inflow weight that comes in from elsewhere
  /// @param likely how likely the counts are at each level
  /// @return [#sum]
  double advance(Pace pace, double stays, double inflow, float[] likely) {
    double keep = 1 - pace.start();
    double fresh = pace.end() * burstSum + inflow;
    double into = pace.start() * calmSum / BURSTS;
    if (kind.drifts()) {
      drift(1 - stays);
    } else {
      fresh += keep * (1 - stays) * calmSum;
      keep *= stays;
    }
    mix((float) keep, (float) fresh, likely);
    float goesOn = (float) (1 - pace.end());
    begun = 0;
    for (int i = 0; i < BURSTS; i++) {
      float at = likely[Levels.clamp(burst + i)];
      bursting[i] = (goesOn * bursting[i] + (float) into) * at;
      begun += into * at;
    }
    calmSum = sum(calm);
    burstSum = sum(bursting);
    begun /= sum();
    return sum();
  }

  private void mix(float keep, float fresh, float[] likely) {
    float[] cells = prior.cells();
    for (int i = 0; i < Levels.COUNT; i++) {
      calm[i] = (keep * calm[i] + fresh * cells[i]) * likely[i];
    }
  }

  /// Lets the level move to its neighbours, so that it forgets a share of where it was.
  private void drift(double share) {
    double rate = share * Math.log1p(kind.variance()) / (Levels.STEP * Levels.STEP);
    int parts = (int) Math.ceil(rate / 0.3);
    for (int part = 0; part < parts; part++) {
      prior.drift(calm, (float) (rate / parts));
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

  private static void scale(float[] weights, double by) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] * by);
    }
  }

  /// Four sums side by side, which a processor adds at once.
  private static double sum(float[] weights) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = 0; i < weights.length; i += 4) {
      a += weights[i];
      b += weights[i + 1];
      c += weights[i + 2];
      d += weights[i + 3];
    }
    return (double) a + b + c + d;
  }
}
