import dev.sluice.release.judge.Counts;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.judge.Observation.Sides;
import dev.sluice.release.traffic.Dice;
import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.TimedTraffic;
import dev.sluice.release.traffic.TimedTraffic.Slower;
import dev.sluice.release.traffic.Traffic;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;

/// Simulated traffic, tick by tick, as a judge and the rules of others see it.
///
/// @param clock seconds since the canary's first request
/// @param ticks the next tick, given the canary's weight
record Feed(DoubleSupplier clock, DoubleFunction<Feed.Tick> ticks) {
  double at() {
    return clock.getAsDouble();
  }

  Tick next(double weight) {
    return ticks.apply(weight);
  }

  /// @param observation the same for our judge
  record Tick(double at, Counts stable, Counts canary, Observation observation) {}

  static Instant time(double at) {
    return Instant.ofEpochMilli(Math.round(1000 * (at + 1e6)));
  }

  /// The same from a source that is down for a while.
  Feed without(double from, double to) {
    return new Feed(
        clock,
        weight -> {
          Tick tick = next(weight);
          Observation down = new Observation.Missing(time(tick.at()), Observation.Cause.SOURCE_DOWN);
          return tick.at() > from && tick.at() <= to ? new Tick(tick.at(), tick.stable(), tick.canary(), down) : tick;
        });
  }

  /// Counts of errors.
  static Feed counts(Scenario scenario, double base, long seed) {
    Traffic traffic = new Traffic(scenario, base, Rollout.PER_SECOND, Rollout.TICK, seed);
    return new Feed(
        traffic::at,
        weight -> {
          Traffic.Tick tick = traffic.next(weight);
          Observation seen = new Observation.Counted(time(tick.at()), tick.stable(), tick.canary());
          return new Tick(tick.at(), tick.stable(), tick.canary(), seen);
        });
  }

  /// Latency buckets.
  static Feed times(Scenario scenario, Slower slower, long seed) {
    TimedTraffic traffic = new TimedTraffic(scenario, slower, Rollout.PER_SECOND, Rollout.TICK, seed);
    return new Feed(
        traffic::at,
        weight -> {
          TimedTraffic.Tick tick = traffic.next(weight);
          return new Tick(
              tick.at(),
              new Counts(tick.stable().requests(), 0),
              new Counts(tick.canary().requests(), 0),
              new Observation.Timed(time(tick.at()), tick.stable(), tick.canary()));
        });
  }

  /// Counts of errors by customer: fifty of them, the n-th with a share like 1/n. For a minute, all requests of one
  /// that is bound to the canary and has 2 % of the traffic fail.
  static Feed customers(Scenario scenario, double base, boolean outage, long seed) {
    Traffic traffic = new Traffic(scenario, base, Rollout.PER_SECOND, Rollout.TICK, seed);
    Dice dice = new Dice(~seed);
    double from = 500 * dice.uniform();
    return new Feed(
        traffic::at,
        weight -> {
          Traffic.Tick tick = traffic.next(weight);
          Map<String, Sides> keys = new HashMap<>();
          spread(keys, tick.stable(), false, dice);
          spread(keys, tick.canary(), true, dice);
          Counts canary = tick.canary();
          if (outage && tick.at() > from && tick.at() <= from + 60) {
            int all = dice.poisson(0.02 * Rollout.PER_SECOND * Rollout.TICK);
            Counts bound = new Counts(all, all);
            keys.put("bound", new Sides(Counts.NONE, bound));
            canary = new Counts(canary.requests() + all, canary.errors() + all);
          }
          return new Tick(tick.at(), tick.stable(), canary, new Observation.Keyed(time(tick.at()), keys));
        });
  }

  private static void spread(Map<String, Sides> keys, Counts counts, boolean toCanary, Dice dice) {
    long failed = counts.errors();
    for (long i = 0; i < counts.requests(); i++) {
      String key = "customer " + (int) Math.floor(Math.exp(dice.uniform() * Math.log(50)));
      Counts one = new Counts(1, i < failed ? 1 : 0);
      keys.merge(key, toCanary ? new Sides(Counts.NONE, one) : new Sides(one, Counts.NONE), Feed::sum);
    }
  }

  private static Sides sum(Sides a, Sides b) {
    return new Sides(sum(a.stable(), b.stable()), sum(a.canary(), b.canary()));
  }

  private static Counts sum(Counts a, Counts b) {
    return new Counts(a.requests() + b.requests(), a.errors() + b.errors());
  }
}
