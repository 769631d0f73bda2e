package dev.sluice.release.traffic;

import dev.sluice.release.judge.Histogram;
import java.util.ArrayList;
import java.util.List;

/// How long the requests of both sides take, tick by tick: log-normal around a median that varies.
/// The same seed gives the same traffic, as long as it is asked in the same way.
public final class TimedTraffic {
  /// Upper bounds in seconds that client libraries of Prometheus use when none are given.
  public static final List<Double> BOUNDS =
      List.of(
          0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, Double.POSITIVE_INFINITY);

  private static final double MEDIAN = 0.1;
  private static final double SPREAD = 0.6;

  private final Dice dice;
  private final Scenario.Waves waves;
  private final Slower slower;
  private final double requests;
  private final double tick;
  private double at;

  /// How much slower the canary is.
  ///
  /// @param times factor on all its times
  /// @param tail factor on its 99th percentile; its median stays
  public record Slower(double times, double tail) {
    /// Not at all.
    public static final Slower NOT = new Slower(1, 1);

    double spread() {
      return SPREAD + Math.log(tail) / 2.326;
    }
  }

  /// @param scenario how both medians vary
  /// @param perSecond requests of both sides together
  /// @param tick seconds
  public TimedTraffic(Scenario scenario, Slower slower, double perSecond, double tick, long seed) {
    this.slower = slower;
    this.tick = tick;
    requests = perSecond * tick;
    dice = new Dice(seed);
    waves = scenario.noise().of(dice);
    at = -scenario.history();
  }

  /// Seconds since the canary's first request, negative before it.
  public double at() {
    return at;
  }

  /// The next tick.
  ///
  /// @param weight share of requests that the canary gets, 0…1
  public Tick next(double weight) {
    int all = dice.poisson(requests);
    int canary = dice.binomial(all, weight);
    double stableMedian = MEDIAN * waves.stable().at(at);
    double canaryMedian = MEDIAN * waves.canary().at(at) * slower.times();
    at += tick;
    return new Tick(
        at,
        times(all - canary, stableMedian, SPREAD),
        times(canary, canaryMedian, slower.spread()));
  }

  private Histogram times(int requests, double median, double above) {
    List<Long> counts = new ArrayList<>();
    int left = requests;
    double rest = 1;
    for (double bound : BOUNDS) {
      double away = Math.log(bound / median);
      double longer = bound > 1e9 ? 0 : beyond(away / (away > 0 ? above : SPREAD));
      int here = rest > 1e-12 ? dice.binomial(left, Math.min(1, (rest - longer) / rest)) : left;
      counts.add((long) here);
      left -= here;
      rest = longer;
    }
    return new Histogram(BOUNDS, counts);
  }

  /// Probability that a standard normal variable lies above.
  ///
  /// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
  private static double beyond(double x) {
    double z = Math.abs(x) / Math.sqrt(2);
    double t = 1 / (1 + 0.3275911 * z);
    double series =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    double half = series * StrictMath.exp(-z * z) / 2;
    return x > 0 ? half : 1 - half;
  }

  /// How long both sides took in a tick.
  ///
  /// @param at its end, in seconds since the canary's first request
  public record Tick(double at, Histogram stable, Histogram canary) {}
}
