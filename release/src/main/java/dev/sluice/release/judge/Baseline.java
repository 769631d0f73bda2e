package dev.sluice.release.judge;

/// What is known of the stable side: its rate, its level right now, and its kind of noise.
///
/// Each kind of noise has a track of its own; how well a track foretells the counts says how
/// probable its kind is. What was learnt long ago is slowly forgotten.
final class Baseline {
  private static final double SLOWNESS = 300;

  /// Seconds over which a rate that rises is followed.
  private static final double LATELY = 400;

  /// How much further than it was seen to a rate is taken to have risen.
  private static final double AHEAD = 1.08;

  /// Errors in that time that are many.
  private static final double FEW = 70;

  private final Noise noise;
  private final Track[] tracks = new Track[Kind.COUNT];
  private final double[] logWeights = new double[Kind.COUNT];
  private final double[] weights = new double[Kind.COUNT];

  /// The weights over the last minutes: an incident must not make itself usual.
  private final double[] slowWeights = new double[Kind.COUNT];

  private final double doubt;
  private final Mean always;
  private final Mean lately;
  private double level = 1;
  private double bursts;
  private double watched;

  /// @param doubt what is added to the amount before anything is known: half an error, or nothing
  Baseline(Noise noise, double doubt) {
    this.noise = noise;
    this.doubt = doubt;
    always = new Mean(noise.calibration().rateMemory());
    lately = new Mean(LATELY);
    double burst = noise.calibration().burstLasts() / noise.calibration().burstEvery();
    for (int k = 0; k < Kind.COUNT; k++) {
      tracks[k] = noise.track(k, 0, burst);
      logWeights[k] = Math.log(Kind.ALL.get(k).prior());
    }
    weigh();
    System.arraycopy(weights, 0, slowWeights, 0, Kind.COUNT);
  }

  private Baseline(Baseline other) {
    noise = other.noise;
    doubt = other.doubt;
    for (int k = 0; k < Kind.COUNT; k++) {
      tracks[k] = other.tracks[k].copy();
    }
    System.arraycopy(other.logWeights, 0, logWeights, 0, Kind.COUNT);
    System.arraycopy(other.weights, 0, weights, 0, Kind.COUNT);
    System.arraycopy(other.slowWeights, 0, slowWeights, 0, Kind.COUNT);
    always = other.always.copy();
    lately = other.lately.copy();
    level = other.level;
    bursts = other.bursts;
    watched = other.watched;
  }

  Baseline copy() {
    return new Baseline(this);
  }

  /// Takes what the stable did in a tick in.
  ///
  /// @param learn whether rate and noise are learnt from them, or only the level right now
  void observe(double time, Sample sample, boolean learn) {
    if (sample.requests() <= 0 || (empty() && !learn)) {
      return;
    }
    Calibration calibration = noise.calibration();
    if (learn) {
      always.observe(time, sample);
      lately.observe(time, sample);
    }
    float[] likely = sample.likelihood(rate(), calibration);
    Pace pace = Pace.of(time, burstEvery(), calibration);
    double forget = -Math.expm1(-time / calibration.noiseMemory());
    double begun = 0;
    for (int k = 0; k < Kind.COUNT; k++) {
      double sum = tracks[k].advance(pace, pace.stays(k), 0, likely);
      begun += weights[k] * tracks[k].begun();
      tracks[k].scale(1 / sum);
      if (learn) {
        double prior = Math.log(Kind.ALL.get(k).prior());
        logWeights[k] += Math.log(sum) + forget * (prior - logWeights[k]);
      }
    }
    if (learn) {
      bursts = bursts * (1 - forget) + begun;
      watched = watched * (1 - forget) + time;
    }
    double follow = -Math.expm1(-time / SLOWNESS);
    for (int k = 0; k < Kind.COUNT; k++) {
      slowWeights[k] += follow * (weights[k] - slowWeights[k]);
    }
    weigh();
  }

  private void weigh() {
    double max = Double.NEGATIVE_INFINITY;
    for (double log : logWeights) {
      max = Math.max(max, log);
    }
    double total = 0;
    for (int k = 0; k < Kind.COUNT; k++) {
      logWeights[k] -= max;
      weights[k] = Math.exp(logWeights[k]);
      total += weights[k];
    }
    level = 0;
    for (int k = 0; k < Kind.COUNT; k++) {
      weights[k] /= total;
      if (weights[k] > 1e-4) {
        level += weights[k] * tracks[k].mean();
      }
    }
  }

  /// Whether anything is known.
  boolean empty() {
    return always.seconds == 0;
  }

  /// Errors, or seconds, in a request.
  double rate() {
    return always.rate(doubt);
  }

  /// The rate, and what it has risen by in the last minutes. Only where errors are few: what rises
  /// can then hardly be told from their own noise, and where they are many, [#level] follows it.
  private double risen() {
    if (doubt == 0) {
      return rate();
    }
    double few = lately.amount / FEW;
    return rate() + Math.max(0, AHEAD * lately.rate(doubt) - rate()) / (1 + few * few);
  }

  /// That, higher by what is uncertain about it: few errors were seen, or few changes of level.
  double cautiousRate() {
    double relative = doubt > 0 ? 1 / (always.amount + doubt) : 0;
    for (int k = 0; k < Kind.COUNT; k++) {
      Kind kind = Kind.ALL.get(k);
      relative += weight(k) * kind.variance() * Math.min(1, 2 * kind.seconds() / always.seconds);
    }
    double caution = noise.calibration().rateCaution(always.seconds);
    return risen() * (1 + caution * Math.sqrt(relative));
  }

  /// Level right now, as a multiple of what the rate has risen to.
  double level() {
    return level * rate() / risen();
  }

  /// Mean seconds between bursts, as if one had been seen in the time that is usual.
  double burstEvery() {
    return (watched + noise.calibration().burstEvery()) / (bursts + 1);
  }

  /// How probable a kind of noise is for the canary.
  double weight(int kind) {
    double strange = noise.calibration().strange(always.seconds);
    return (1 - strange) * weights[kind] + strange * Kind.ALL.get(kind).whenStrange();
  }

  /// Standard deviation of the level, as far as it is known: near 0 while little was seen.
  double deviation() {
    double variance = 0;
    for (int k = 0; k < Kind.COUNT; k++) {
      variance += weights[k] * Kind.ALL.get(k).variance();
    }
    return Math.sqrt(variance) * always.seconds / (always.seconds + 300);
  }

  /// Share of the time in which there is a burst.
  private double bursting(double every) {
    double lasts = noise.calibration().burstLasts();
    return lasts / (lasts + every);
  }

  /// Probability that the stable stands far above its rate, higher than its own noise would, and
  /// its bursts where they are more frequent than any service's.
  double unusual() {
    double burst = Math.max(0, bursting(burstEvery()) - bursting(noise.calibration().burstEvery()));
    int from = Levels.COUNT;
    double tail = 0;
    while (from > 0 && tail < noise.calibration().unusual()) {
      from--;
      tail += burst * Track.burstAt(from);
      for (int k = 0; k < Kind.COUNT; k++) {
        tail += (1 - burst) * slowWeights[k] * noise.at(k, from);
      }
    }
    int least = Math.max(from + 1, Levels.atLeast(1.6));
    double probability = 0;
    for (int k = 0; k < Kind.COUNT; k++) {
      probability += weights[k] * tracks[k].above(least);
    }
    return probability;
  }

  /// A mean over requests, in which what is long ago counts less.
  private static final class Mean {
    private final double memory;
    private double requests;
    private double amount;
    private double seconds;

    /// @param memory seconds
    Mean(double memory) {
      this.memory = memory;
    }

    Mean copy() {
      Mean copy = new Mean(memory);
      copy.requests = requests;
      copy.amount = amount;
      copy.seconds = seconds;
      return copy;
    }

    void observe(double time, Sample sample) {
      double keep = Math.exp(-time / memory);
      requests = requests * keep + sample.requests();
      amount = amount * keep + sample.amount();
      seconds = seconds * keep + time;
    }

    double rate(double doubt) {
      return (amount + doubt) / (requests + 2 * doubt);
    }
  }
}
