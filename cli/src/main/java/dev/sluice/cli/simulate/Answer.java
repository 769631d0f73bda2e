package dev.sluice.cli.simulate;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.judge.Terms;
import dev.sluice.release.simulation.Result;
import dev.sluice.release.simulation.Simulation;
import dev.sluice.release.simulation.Summary;
import dev.sluice.release.simulation.Timing;
import dev.sluice.release.traffic.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What would become of releases on one way.
///
/// @param plan the plan at its fastest
/// @param runs rollouts of each release
/// @param healthy what became of releases that are as good as the stable
/// @param cases what became of bad ones
record Answer(
    Subject subject,
    Question question,
    Timing timing,
    Result plan,
    int runs,
    Summary healthy,
    List<Case> cases) {
  private static final int RUNS = 200;
  private static final int LEAST_RUNS = 20;
  private static final Duration USUAL = Duration.ofMinutes(20);

  /// How much longer than the plan a rollout may take before it counts as stuck.
  private static final Duration PATIENCE = Duration.ofHours(1);

  Answer {
    requireNonNull(subject, "subject");
    requireNonNull(healthy, "healthy");
    cases = List.copyOf(cases);
  }

  /// A bad release.
  ///
  /// @param rate share of its requests that fails, 0…1
  /// @param tolerated whether every criterion allows that much
  record Case(double rate, boolean tolerated, Summary summary) {}

  /// Simulates.
  static Answer of(Subject subject, Question question) {
    Timing counted = Timing.STANDARD.counted(Timing.STANDARD.interval(), subject.lag());
    Timing unbounded = counted.within(Duration.ofDays(365));
    Result plan = simulation(subject, unbounded, question).plan();
    Timing timing = counted.within(plan.took().plus(PATIENCE));
    int runs = runs(question, plan.took());
    List<Double> rates = new ArrayList<>();
    rates.add(-1.0);
    rates.addAll(question.bad());
    Simulation simulation = simulation(subject, timing, question);
    Scenario.Noise noise = Scenario.Noise.each(question.noise(), question.noise(), 60);
    List<List<Result>> all =
        IntStream.range(0, runs)
            .parallel()
            .mapToObj(run -> simulation.run(noise, rates, question.seed() + 7919L * run))
            .toList();
    List<Case> cases = new ArrayList<>();
    for (int i = 1; i < rates.size(); i++) {
      double rate = rates.get(i);
      cases.add(new Case(rate, tolerated(subject, question, rate), of(all, i)));
    }
    return new Answer(subject, question, timing, plan, runs, of(all, 0), cases);
  }

  private static Simulation simulation(Subject subject, Timing timing, Question question) {
    return new Simulation(subject.rehearsal(), timing, question.perSecond(), question.errors());
  }

  private static Summary of(List<List<Result>> all, int index) {
    return Summary.of(all.stream().map(results -> results.get(index)).toList());
  }

  private static int runs(Question question, Duration plan) {
    Integer asked = question.runs();
    if (asked != null) {
      return asked;
    }
    long fewer = RUNS * USUAL.toSeconds() / Math.max(USUAL.toSeconds(), plan.toSeconds());
    return (int) Math.max(LEAST_RUNS, fewer);
  }

  private static boolean tolerated(Subject subject, Question question, double rate) {
    List<Cd.Analysis> criteria = subject.rehearsal().brief().criteria();
    return !criteria.isEmpty()
        && criteria.stream()
            .map(c -> Terms.of(c, Duration.ZERO))
            .allMatch(terms -> rate <= allowed(terms, question.errors()));
  }

  private static double allowed(Terms terms, double base) {
    Double objective = terms.objective();
    return objective == null ? Math.max(base * terms.ratio(), base + terms.absolute()) : objective;
  }

  /// Mean time by which a healthy release is later than the plan at its fastest.
  double delay() {
    return healthy.took().mean() - plan.took().toSeconds();
  }

  /// Failed requests, as a share of those that a release with all the traffic from the first second
  /// on would have caused until the same time.
  double ofBigBang(Case bad) {
    double caused = question.perSecond() * bad.rate() * bad.summary().served().mean();
    return caused == 0 ? 0 : bad.summary().failed().mean() / caused;
  }
}
