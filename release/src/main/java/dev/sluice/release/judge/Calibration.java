package dev.sluice.release.judge;

/// The constants of the method, one setting for every service. `docs/judge.md` says what each was
/// measured to do.
///
/// @param quietBound evidence that stops a canary where the noise is small
/// @param noisyBound evidence that stops a canary where the rate varies by as much as itself
/// @param early how much more evidence is asked for at the start, as a logarithm; it fades over 20
///   seconds
/// @param late how much more evidence is asked for after two minutes where noise is small and
///   errors are few, as a logarithm
/// @param strange probability that the canary's noise is unlike the stable's
/// @param unlearnt the same, in addition, while nothing is known of the stable; it fades over ten
///   minutes of history
/// @param burstEvery mean seconds between bursts of one side, before any was seen
/// @param burstLasts mean seconds that a burst lasts
/// @param coldStart probability that a canary begins with a burst
/// @param anything probability that a level, when it changes, goes anywhere at all
/// @param noiseMemory seconds over which a kind of noise is remembered
/// @param rateMemory seconds over which the stable's rate is remembered
/// @param rateCaution standard errors by which the stable's rate is taken to be higher
/// @param rateUnlearnt the same, in addition, while nothing is known of the stable; it fades over
///   five minutes of history
/// @param ticks ticks that must speak against the canary, at least; they are rounded up
/// @param counts expected errors of a tick beyond which more of them add no precision
/// @param turning probability that a good canary turns bad within five seconds
/// @param suspicion evidence above which a step is held
/// @param unusual probability of a level of the stable that counts as an incident
record Calibration(
    double quietBound,
    double noisyBound,
    double early,
    double late,
    double strange,
    double unlearnt,
    double burstEvery,
    double burstLasts,
    double coldStart,
    double anything,
    double noiseMemory,
    double rateMemory,
    double rateCaution,
    double rateUnlearnt,
    double ticks,
    double counts,
    double turning,
    double suspicion,
    double unusual) {
  /// What the judge uses.
  static final Calibration STANDARD =
      new Calibration(
          104, 14, 6.0, 3.6, 0.03, 0.4, 5400, 25, 0.45, 1e-6, 2700, 2700, 0.25, 5, 1.95, 200, 0.001,
          2.2, 0.01);

  /// Natural logarithm of the evidence that stops a canary.
  ///
  /// @param deviation standard deviation of the learnt level, as a share of the rate
  /// @param seconds how long the canary has been judged
  /// @param expected errors of a canary that is equal, in that time
  double logBound(double deviation, double seconds, double expected) {
    double noisy = Math.min(1, deviation);
    double lateness = Math.max(0, Math.min(1, (seconds - 120) / 20)) / (1 + expected / 10);
    return Math.log(quietBound) * (1 - noisy)
        + Math.log(noisyBound) * noisy
        + early * Math.exp(-seconds / 20)
        + late * Math.max(0, 1 - 2 * noisy) * lateness;
  }

  /// Probability that the canary's noise is unlike the stable's.
  ///
  /// @param seconds for which the stable has been known
  double strange(double seconds) {
    return strange + unlearnt * Math.exp(-seconds / 600);
  }

  /// Standard errors by which the stable's rate is taken to be higher.
  ///
  /// @param seconds for which the stable has been known
  double rateCaution(double seconds) {
    return rateCaution + rateUnlearnt * Math.exp(-seconds / 300);
  }

  /// How much of a tick's counts is believed, as an exponent on their likelihood.
  double power(double mean) {
    return Math.min(1, counts / mean);
  }
}
