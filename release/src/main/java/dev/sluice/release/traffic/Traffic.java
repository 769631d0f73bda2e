package dev.sluice.release.traffic;

import dev.sluice.release.judge.Counts;

/// Requests and errors of both sides, tick by tick. The same seed gives the same traffic, as long
/// as it is asked in the same way.
public final class Traffic {
  private static final double MOST = 0.95;

  private final Dice dice;
  private final Scenario scenario;
  private final Scenario.Waves waves;
  private final double base;
  private final double requests;
  private final double tick;
  private double at;

  /// @param base error rate of the stable
  /// @param perSecond requests of both sides together
  /// @param tick seconds
  public Traffic(Scenario scenario, double base, double perSecond, double tick, long seed) {
    this.scenario = scenario;
    this.base = base;
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
    return next(weight, 0);
  }

  /// The next tick.
  ///
  /// @param weight share of requests that the canary gets, 0…1
  /// @param mirror share of requests of which it gets a copy, 0…1
  public Tick next(double weight, double mirror) {
    Scenario.Incident incident = scenario.added();
    double added = at >= incident.from() && at < incident.to() ? incident.points() : 0;
    double canaryBase = scenario.canaryRate() < 0 ? base : scenario.canaryRate();
    double stableRate = Math.min(MOST, base * waves.stable().at(at) + added);
    double canaryRate = Math.min(MOST, canaryBase * waves.canary().at(at) + added);
    int all = dice.poisson(requests);
    int canary = dice.binomial(all, weight);
    at += tick;
    Counts stable = new Counts(all - canary, dice.binomial(all - canary, stableRate));
    Counts served = new Counts(canary, dice.binomial(canary, canaryRate));
    int copies = dice.binomial(all, mirror);
    return new Tick(at, stable, served, new Counts(copies, dice.binomial(copies, canaryRate)));
  }

  /// What both sides did in a tick.
  ///
  /// @param at its end, in seconds since the canary's first request
  /// @param mirrored what the canary answered to copies, which nobody waits for
  public record Tick(double at, Counts stable, Counts canary, Counts mirrored) {}
}
