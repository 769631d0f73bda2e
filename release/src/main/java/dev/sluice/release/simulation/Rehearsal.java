package dev.sluice.release.simulation;

import static java.util.Objects.requireNonNull;

import dev.sluice.flow.delivery.Cd;
import dev.sluice.release.approval.Rule;
import dev.sluice.release.conduct.Aftermath;
import dev.sluice.release.conduct.Brief;
import dev.sluice.release.hold.Holds;
import dev.sluice.release.judge.Terms;
import dev.sluice.release.rollout.Criterion;
import dev.sluice.release.rollout.Plan;
import dev.sluice.release.rollout.Planner;
import dev.sluice.release.rollout.Spec;
import dev.sluice.release.rollout.Step;
import dev.sluice.release.unit.Digest;
import dev.sluice.release.unit.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// A rollout as it would be, of a release that there isn't.
///
/// @param leftOut criteria that nothing is simulated for: they count as passed
public record Rehearsal(Brief.OfRollout brief, List<String> leftOut) {
  private static final Release OLD = release("0");
  private static final Release NEW = release("1");

  public Rehearsal {
    requireNonNull(brief, "brief");
    leftOut = List.copyOf(leftOut);
  }

  /// What a strategy comes to.
  ///
  /// @param replicas instances that the whole traffic needs
  /// @param approvals who has to agree at a step that asks for it
  /// @throws IllegalArgumentException when the strategy names none of canary, blueGreen, rolling
  ///   and bigBang
  public static Rehearsal of(
      Cd.Strategy strategy, int replicas, Rule approvals, Aftermath aftermath) {
    List<Cd.Analysis> simulated = strategy.analyses().stream().filter(Rehearsal::onErrors).toList();
    List<String> names = simulated.stream().map(Cd.Analysis::name).toList();
    Plan plan = only(names, Planner.plan(strategy, replicas, Cd.OnOutsideChange.RESTORE));
    List<String> leftOut =
        strategy.analyses().stream()
            .map(Cd.Analysis::name)
            .filter(n -> !names.contains(n))
            .toList();
    List<Cd.Analysis> after = aftermath.analyses().stream().filter(Rehearsal::onErrors).toList();
    Spec spec = new Spec("simulated", "simulated", OLD, NEW, plan, approvals, Set.of());
    return new Rehearsal(
        new Brief.OfRollout(
            spec,
            Holds.NONE,
            0,
            simulated,
            new Aftermath(
                aftermath.checks(), after, aftermath.within(), aftermath.onIncompatible())),
        leftOut);
  }

  /// Whether a criterion is on how many requests fail, which is what is simulated.
  private static boolean onErrors(Cd.Analysis criterion) {
    Cd.Query query = criterion.query();
    return !Terms.onTimes(criterion) && (query == null || query.value() == null);
  }

  /// A plan with some of its criteria.
  private static Plan only(List<String> names, Plan plan) {
    List<Step> steps = new ArrayList<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.Analysis analysis) {
        List<String> left = analysis.criteria().stream().filter(names::contains).toList();
        if (!left.isEmpty()) {
          steps.add(new Step.Analysis(left));
        }
      } else {
        steps.add(step);
      }
    }
    List<Criterion> criteria =
        plan.criteria().stream().filter(c -> names.contains(c.name())).toList();
    return new Plan(plan.strategy(), plan.capacity(), plan.spare(), steps, criteria, plan.limits());
  }

  /// The same without a criterion: as fast as the plan can be.
  public Rehearsal unjudged() {
    Spec s = brief.spec();
    Plan plan = only(List.of(), s.plan());
    Spec spec =
        new Spec(s.id(), s.environment(), s.stable(), s.canary(), plan, s.approvals(), s.authors());
    return new Rehearsal(
        new Brief.OfRollout(spec, brief.holds(), brief.generation(), List.of(), brief.aftermath()),
        leftOut);
  }

  private static Release release(String digit) {
    TreeMap<String, Digest> artifacts = new TreeMap<>();
    artifacts.put("service", new Digest("sha256:" + digit.repeat(64)));
    return new Release("service", artifacts, null, new TreeMap<>(), new TreeMap<>());
  }
}
