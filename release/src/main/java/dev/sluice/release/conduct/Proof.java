package dev.sluice.release.conduct;

/// Whether a share of bad requests is as it was, and not beyond what is tolerated: how many times
/// likelier all that was seen is with the usual share than with the largest tolerable one. It may
/// be looked at after each request. What spoke against it is forgotten once it is outweighed, so
/// that a service that recovers late is found well, too.
///
/// Source: Wald, sequential probability ratio test; the reset is Page's (CUSUM).
///
/// @param usual share of requests that was bad before, above 0
/// @param bound largest share that is tolerated, above the usual one
/// @param requests that were seen
/// @param bad those of them that were bad
/// @param logOdds logarithm of the likelihood ratio, from 0
record Proof(double usual, double bound, long requests, long bad, double logOdds) {
  /// Odds that are enough.
  static final double ENOUGH = 100;

  static Proof of(double usual, double bound) {
    double most = Math.min(0.99, bound);
    return new Proof(Math.min(usual, most / 1.2), most, 0, 0, 0);
  }

  /// After more requests.
  Proof after(long more, long worse) {
    double next =
        logOdds
            + worse * Math.log(usual / bound)
            + (more - worse) * (Math.log1p(-usual) - Math.log1p(-bound));
    return new Proof(usual, bound, requests + more, bad + worse, Math.max(0, next));
  }

  boolean passes() {
    return logOdds >= Math.log(ENOUGH);
  }

  double odds() {
    return Math.exp(Math.min(50, logOdds));
  }
}
