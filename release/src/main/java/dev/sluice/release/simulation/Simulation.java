package dev.sluice.release.simulation;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.conduct.Conduct;
import dev.sluice.release.conduct.Input;
import dev.sluice.release.conduct.Step;
import dev.sluice.release.judge.Observation;
import dev.sluice.release.traffic.Scenario;
import dev.sluice.release.traffic.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Carries one rollout after the other through simulated worlds.
///
/// @param perSecond requests of both sides together
/// @param base error rate of the stable, 0…1
public record Simulation(Rehearsal rehearsal, Timing timing, double perSecond, double base) {
  /// When every rollout begins.
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  public Simulation {
    requireNonNull(rehearsal, "rehearsal");
    requireNonNull(timing, "timing");
    if (!(perSecond > 0) || !(base >= 0 && base < 1)) {
      throw new IllegalArgumentException("requests " + perSecond + ", base " + base);
    }
  }

  /// One rollout for each of some canaries, all after the same history of the stable.
  ///
  /// @param noise how both rates vary
  /// @param rates error rate of each canary; negative when it is that of the stable
  /// @param seed the same gives the same results
  public List<Result> run(Scenario.Noise noise, List<Double> rates, long seed) {
    Scenario healthy =
        Scenario.healthy("simulated", noise).after((double) timing.history().toSeconds());
    List<Result> results = new ArrayList<>();
    Step begun = null;
    for (double rate : rates) {
      Scenario scenario = rate < 0 ? healthy : healthy.failing(rate);
      Traffic traffic = new Traffic(scenario, base, perSecond, 1, seed);
      SimulatedSource source = new SimulatedSource(timing.lag());
      history(traffic, source);
      if (begun == null) {
        begun = begin(source);
      }
      results.add(new Passage(this, begun, traffic, source, phase(seed)).result());
    }
    return List.copyOf(results);
  }

  /// As fast as the plan can be: with nobody who judges, the result is the plan over time.
  public Result plan() {
    Simulation unjudged =
        new Simulation(rehearsal.unjudged(), timing, Math.min(1, perSecond), base);
    return unjudged.run(Scenario.Noise.each(0, 0, 60), List.of(-1.0), 0).getFirst();
  }

  private void history(Traffic traffic, SimulatedSource source) {
    long step = timing.historyStep().toSeconds();
    long seconds = timing.history().toSeconds();
    for (long second = -seconds + 1; second <= 0; second++) {
      source.count(traffic.next(0));
      if (second % step == 0) {
        source.close(START.plusSeconds(second));
      }
    }
  }

  /// The rollout at its beginning, with judges that know the history.
  private Step begin(SimulatedSource source) {
    Brief.OfRollout brief = rehearsal.brief();
    Step begun = Conduct.begin(brief, START);
    List<Observation> history =
        source.read(START.minus(timing.history()), START.plus(timing.lag()), false);
    if (history.isEmpty()) {
      return begun;
    }
    Step last = begun;
    for (Cd.Analysis a : brief.criteria()) {
      last = Conduct.next(last.standing(), new Input.Measured(a.name(), history), START);
    }
    return new Step(last.standing(), begun.effects());
  }

  /// A source is asked at times of its own, so what it counted is read sooner or later.
  private int phase(long seed) {
    return (int) Math.floorMod(seed, timing.interval().toSeconds());
  }
}
