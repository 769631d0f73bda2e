package dev.sluice.flow.releasesafety.blastradius;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.ReleaseSafety;
import dev.sluice.flow.fact.RolloutObject;
import dev.sluice.flow.fact.RolloutStep;
import dev.sluice.flow.releasesafety.ProductionRollouts;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The share of requests that a bad release may reach is bounded.
@AutoService(Criterion.class)
public final class BlastRadius implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "release-safety.blast-radius",
              Stage.RELEASE_SAFETY,
              "Is it bounded how many requests a bad release may reach?",
              "A release that goes to everybody at once harms everybody before anybody can look.",
              "state `maxShare` (percent) or `maxRequests` under `releaseSafety.blastRadius`")
          .enforced(
              "let the first weight of the rollout object be at most that share, with an analysis"
                  + " after it")
          .onlyOfWhatRuns()
          .reads(RolloutObject.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    ReleaseSafety safety = subject.delivery().releaseSafety();
    ReleaseSafety.BlastRadius radius = safety == null ? null : safety.blastRadius();
    if (radius != null) {
      declared(radius, answer);
    }
    Double share = radius == null ? null : radius.maxShare();
    List<RolloutObject> rollouts = ProductionRollouts.of(subject);
    rollouts.forEach(rollout -> observed(rollout, share, answer));
    if (rollouts.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no rollout object bounds the share of a new release in production",
          "deploy with a rollout object whose first weight is small and is followed by an"
              + " analysis");
    }
    return answer.done();
  }

  private static void declared(ReleaseSafety.BlastRadius radius, Answer.Builder answer) {
    Double share = radius.maxShare();
    if (share != null) {
      answer.declared(radius.at().of("maxShare"), "at most " + percent(share) + " of requests");
    }
    if (radius.maxRequests() != null) {
      answer.declared(
          radius.at().of("maxRequests"), "at most " + radius.maxRequests() + " requests");
    }
    if (share == null && radius.maxRequests() == null) {
      answer.gap(
          Level.DECLARED,
          radius.at().source(),
          "no bound is given",
          "add `maxShare`, the largest percentage of requests that a bad release may reach");
    }
  }

  private static void observed(
      RolloutObject rollout, @Nullable Double share, Answer.Builder answer) {
    if (!rollout.strategy().equals("canary")) {
      whole(rollout, answer);
      return;
    }
    Exposure exposure = Exposure.of(rollout);
    if (exposure == null) {
      answer.gap(
          Level.ENFORCED,
          rollout.source(),
          "nothing judges " + rollout.name() + " before it has all requests",
          "begin its steps with a small weight, and let an analysis follow");
    } else if (share != null && exposure.percent() > share) {
      answer.contradicted(
          exposure.step().source(),
          rollout.name()
              + " gets "
              + exposure.percent()
              + " % before "
              + exposure.judge()
              + ", but at most "
              + percent(share)
              + " are declared",
          "begin with a weight of at most " + percent(share));
    } else {
      answer.enforced(
          exposure.step().source(),
          rollout.name() + " gets at most " + exposure.percent() + " % before " + exposure.judge());
    }
  }

  /// Without growing weights, only a judgement of the idle side bounds what users see.
  private static void whole(RolloutObject rollout, Answer.Builder answer) {
    Optional<Source> before =
        rollout.steps().stream()
            .filter(s ->
                s.kind().equals("prePromotionAnalysis")
                    || (s.kind().equals("pause") && s.duration() == null))
            .map(RolloutStep::source)
            .findFirst()
            .or(() -> idleSideMetrics(rollout));
    before.ifPresentOrElse(
        at -> answer.enforced(at, rollout.name() + " is judged before it is switched to"),
        () ->
            answer.gap(
                Level.ENFORCED,
                rollout.source(),
                rollout.name() + " brings a new version to all requests at once",
                "let a canary with a small first weight, or an analysis before the switch, bound"
                    + " it"));
  }

  /// Flagger measures the idle side before it switches.
  private static Optional<Source> idleSideMetrics(RolloutObject rollout) {
    return rollout.tool().equals("flagger") && rollout.strategy().equals("blueGreen")
        ? rollout.analyses().stream().map(Text::source).findFirst()
        : Optional.empty();
  }

  private static String percent(double share) {
    return (share == Math.rint(share) ? Long.toString((long) share) : Double.toString(share))
        + " %";
  }
}
