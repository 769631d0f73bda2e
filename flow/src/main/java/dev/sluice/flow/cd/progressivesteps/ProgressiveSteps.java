package dev.sluice.flow.cd.progressivesteps;

import com.google.auto.service.AutoService;
import dev.sluice.flow.cd.Strategies;
import dev.sluice.flow.cd.Strategies.Chosen;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Cd;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A progressive release has steps with weight and duration, and a cap on the requests that it may
/// serve unproven.
@AutoService(Criterion.class)
public final class ProgressiveSteps implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "cd.progressive-steps",
              Stage.CD,
              "Does a release reach its users in steps of known weight and duration, under a cap?",
              "A canary that goes from 5 to 100 percent in one breath is a big-bang with a delay.",
              "write `cd.strategy.canary.steps` with `setWeight` and `pause`, and"
                  + " `maxExposedRequests`")
          .enforced("write the same steps into the rollout object of each production environment")
          .onlyOfWhatRuns()
          .reads(RolloutObject.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    List<Chosen> chosen = Strategies.of(subject.delivery());
    if (!chosen.isEmpty() && chosen.stream().allMatch(ProgressiveSteps::allAtOnce)) {
      return Answer.notApplicable(
          "production is deployed by " + chosen.getFirst().word() + ", without steps");
    }
    Answer.Builder answer = Answer.build();
    chosen.forEach(c -> declared(c, answer));
    List<RolloutObject> objects =
        subject.facts(RolloutObject.class).stream()
            .filter(o -> o.environment() == null || subject.isProduction(o.environment()))
            .toList();
    objects.forEach(object -> enforced(object, chosen, answer));
    if (objects.isEmpty() && !chosen.isEmpty()) {
      answer.gap(
          Level.ENFORCED, "no rollout object holds the steps", "add a Rollout or Canary object");
    }
    return answer.done();
  }

  private static boolean allAtOnce(Chosen chosen) {
    return chosen.word().equals("rolling") || chosen.word().equals("bigBang");
  }

  private static void declared(Chosen chosen, Answer.Builder answer) {
    Cd.Strategy strategy = chosen.strategy();
    if (strategy == null || allAtOnce(chosen)) {
      return;
    }
    if (strategy.canary() != null) {
      canary(strategy.canary(), answer);
    } else if (strategy.blueGreen() != null) {
      Cd.BlueGreen blueGreen = strategy.blueGreen();
      capped(blueGreen.at().source(), blueGreen.maxExposedRequests(), answer);
      answer.declared(blueGreen.at().source(), "the release is judged on a side of its own");
    }
  }

  private static void canary(Cd.Canary canary, Answer.Builder answer) {
    List<Integer> weights = weights(canary);
    Source at = canary.at().of("steps");
    if (weights.isEmpty()) {
      answer.gap(
          Level.DECLARED, at, "the canary has no steps", "add `setWeight` and `pause` steps");
      return;
    }
    answer.declared(at, "steps of " + weights + " percent");
    long waits =
        canary.steps().stream().filter(s -> s.pause() != null || s.analysis() != null).count();
    if (waits < weights.size()) {
      answer.gap(
          Level.DECLARED,
          at,
          "a step has a weight but no duration",
          "follow every `setWeight` by a `pause` or an `analysis`");
    }
    capped(canary.at().source(), canary.maxExposedRequests(), answer);
  }

  private static void capped(Source at, @Nullable Integer cap, Answer.Builder answer) {
    if (cap == null) {
      answer.gap(
          Level.DECLARED,
          at,
          "nothing caps the requests that an unproven release may serve",
          "add `maxExposedRequests`");
    }
  }

  private static List<Integer> weights(Cd.Canary canary) {
    return canary.steps().stream().map(Cd.Step::setWeight).filter(Objects::nonNull).toList();
  }

  private static void enforced(RolloutObject object, List<Chosen> chosen, Answer.Builder answer) {
    List<Integer> weights =
        object.steps().stream().map(RolloutStep::weight).filter(Objects::nonNull).toList();
    if (object.strategy().equals("blueGreen")) {
      answer.enforced(object.source(), object.name() + " switches sides");
      return;
    }
    if (weights.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          object.source(),
          object.name() + " has no steps",
          "add steps with weights");
      return;
    }
    answer.enforced(
        object.steps().getFirst().source(),
        object.name() + " has steps of " + weights + " percent");
    for (Chosen c : chosen) {
      boolean here = object.environment() == null || c.environment().isCalled(object.environment());
      Cd.Canary canary = c.strategy() == null ? null : c.strategy().canary();
      if (here && canary != null && !sameBelowFull(weights(canary), weights)) {
        answer.contradicted(
            object.steps().getFirst().source(),
            object.name()
                + " has steps of "
                + weights
                + " percent, but "
                + canary.at().of("steps")
                + " declares "
                + weights(canary),
            "write the same weights in both");
      }
    }
  }

  /// A last step of 100 percent is what every rollout ends with, written or not.
  private static boolean sameBelowFull(List<Integer> declared, List<Integer> seen) {
    return declared.stream()
        .filter(w -> w < 100)
        .toList()
        .equals(seen.stream().filter(w -> w < 100).toList());
  }
}
