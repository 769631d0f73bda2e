package dev.sluice.release.simulation;

import static java.util.Objects.requireNonNull;

import dev.sluice.release.rollout.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What came out of many simulated rollouts of the same kind.
///
/// @param stopped how many were taken back
/// @param healthy how many ended with all traffic on the canary
/// @param stuck how many did neither
/// @param share share that was taken back, with 95 % confidence
/// @param told seconds from the first traffic to the order to go back; infinite where there was
///   none
/// @param back the same until no traffic went to the canary
/// @param requests that the canary answered
/// @param failed those of them that failed
/// @param excess those beyond what the stable would have failed of them
/// @param served seconds in which the canary had traffic
/// @param took seconds from the beginning to the end, of those that ended healthy
/// @param largest share of the requests that a canary had, in percent
/// @param recovered seconds from the trouble to its end, of those that recovered
/// @param reasons why they were stopped, or what they are stuck at
/// @param waits what they waited for that the plan does not ask for
/// @param holds of all of them
public record Summary(
    int runs,
    int stopped,
    int healthy,
    int stuck,
    Interval share,
    Spread told,
    Spread back,
    Spread requests,
    Spread failed,
    Spread excess,
    Spread served,
    Spread took,
    Spread largest,
    Spread recovered,
    Map<Reason, Integer> reasons,
    Map<Reason, Waited> waits,
    int holds) {
  public Summary {
    requireNonNull(share, "share");
    EnumMap<Reason, Integer> why = new EnumMap<>(Reason.class);
    why.putAll(reasons);
    reasons = Collections.unmodifiableMap(why);
    EnumMap<Reason, Waited> times = new EnumMap<>(Reason.class);
    times.putAll(waits);
    waits = Collections.unmodifiableMap(times);
  }

  /// The summary of some results.
  ///
  /// @throws IllegalArgumentException when there is no result
  public static Summary of(List<Result> results) {
    if (results.isEmpty()) {
      throw new IllegalArgumentException("expected a result or more, but found none");
    }
    EnumMap<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    EnumMap<Reason, Waited> waits = new EnumMap<>(Reason.class);
    int ended = results.size() - count(results, Result.Ending.STUCK);
    for (Result r : results) {
      if (r.ending() != Result.Ending.HEALTHY) {
        reasons.merge(r.reason(), 1, Integer::sum);
      }
      boolean over = r.ending() != Result.Ending.STUCK;
      r.waits()
          .forEach((reason, time) ->
              waits.merge(reason, new Waited(1, over ? seconds(time) / ended : 0), Waited::plus));
    }
    int stopped = count(results, Result.Ending.STOPPED);
    List<Result> healthy =
        results.stream().filter(r -> r.ending() == Result.Ending.HEALTHY).toList();
    return new Summary(
        results.size(),
        stopped,
        healthy.size(),
        count(results, Result.Ending.STUCK),
        Interval.of(stopped, results.size()),
        times(results, Result::told),
        times(results, Result::back),
        spread(results, Result::requests),
        spread(results, Result::failed),
        spread(results, Result::excess),
        spread(results, r -> seconds(r.served())),
        spread(healthy, r -> seconds(r.took())),
        spread(results, Result::largest),
        times(results.stream().filter(r -> r.recovered() != null).toList(), Result::recovered),
        reasons,
        waits,
        results.stream().mapToInt(Result::holds).sum());
  }

  private static int count(List<Result> results, Result.Ending ending) {
    return (int) results.stream().filter(r -> r.ending() == ending).count();
  }

  private static Spread times(List<Result> results, Function<Result, @Nullable Duration> time) {
    return spread(
        results,
        r -> {
          Duration known = time.apply(r);
          return known == null ? Double.POSITIVE_INFINITY : seconds(known);
        });
  }

  private static Spread spread(List<Result> results, ToDoubleFunction<Result> value) {
    return Spread.of(results.stream().map(value::applyAsDouble).toList());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  /// What some runs waited for.
  ///
  /// @param runs how many did
  /// @param seconds mean over all runs that came to an end, also those that did not wait
  public record Waited(int runs, double seconds) {
    Waited plus(Waited other) {
      return new Waited(runs + other.runs, seconds + other.seconds);
    }
  }

  /// How values are spread. NaN where there are none.
  public record Spread(double mean, double median, double p95, double most) {
    static Spread of(List<Double> values) {
      List<Double> sorted = new ArrayList<>(values);
      Collections.sort(sorted);
      int n = sorted.size();
      if (n == 0) {
        return new Spread(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      }
      double mean = sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      return new Spread(
          mean,
          sorted.get((n - 1) / 2),
          sorted.get((int) Math.ceil(0.95 * n) - 1),
          sorted.getLast());
    }
  }

  /// A share, and between what it lies with 95 % confidence, all in 0…1.
  public record Interval(double share, double low, double high) {
    /// Of so many, so many. Where it never happened in n, the bound is 3/n, and the same where it
    /// always did (rule of three); else Wilson's interval.
    ///
    /// Source: Wilson: Probable inference, the law of succession, and statistical inference, 1927;
    /// Hanley and Lippman-Hand: If nothing goes wrong, is everything all right?, 1983.
    static Interval of(int some, int all) {
      if (some == 0) {
        return new Interval(0, 0, Math.min(1, 3.0 / all));
      }
      if (some == all) {
        return new Interval(1, Math.max(0, 1 - 3.0 / all), 1);
      }
      double z = 1.96;
      double p = (double) some / all;
      double scale = 1 + z * z / all;
      double middle = (p + z * z / (2 * all)) / scale;
      double half = z * Math.sqrt(p * (1 - p) / all + z * z / (4.0 * all * all)) / scale;
      return new Interval(p, Math.max(0, middle - half), Math.min(1, middle + half));
    }
  }
}
