package dev.sluice.flow.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.State;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Delivery.Profile;
import dev.sluice.flow.delivery.DeliveryText;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.Deployment;
import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.fact.Unreadable;
import dev.sluice.flow.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What the engine makes of answers.
class EngineTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Source HERE = new Source("a.yaml", 2, 3);
  private static final Delivery NOTHING = Delivery.none("storefront");

  @Test
  void levelIsTheHighestThatEvidenceReaches() {
    assertThat(judged(a -> a).level()).isEqualTo(Level.MISSING);
    assertThat(judged(a -> a.declared(HERE, "d")).level()).isEqualTo(Level.DECLARED);
    assertThat(judged(a -> a.enforced(HERE, "e")).level()).isEqualTo(Level.ENFORCED);
    assertThat(judged(a -> a.declared(HERE, "d").proven(HERE, "p", NOW)).level())
        .isEqualTo(Level.PROVEN);
  }

  @Test
  void gapKeepsItsLevelAndNoOtherAway() {
    Verdict verdict =
        judged(a ->
            a.declared(HERE, "d")
                .enforced(HERE, "e")
                .gap(Level.ENFORCED, HERE, "half of it", "do the rest"));

    assertThat(verdict.level()).isEqualTo(Level.DECLARED);
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.reason()).isEqualTo("half of it");
    assertThat(verdict.next()).isEqualTo(new Verdict.Next(Level.ENFORCED, HERE, "do the rest"));
  }

  @Test
  void proofDecaysToWhatElseHolds() {
    Instant old = NOW.minus(Duration.ofDays(31));

    assertThat(
            judged(a -> a.declared(HERE, "d").enforced(HERE, "e").proven(HERE, "p", old)).level())
        .isEqualTo(Level.ENFORCED);
    assertThat(judged(a -> a.declared(HERE, "d").proven(HERE, "p", old)).level())
        .isEqualTo(Level.DECLARED);
  }

  @Test
  void proofHoldsToTheLastInstantOfItsAge() {
    Instant edge = NOW.minus(Duration.ofDays(30));

    assertThat(judged(a -> a.proven(HERE, "p", edge)).level()).isEqualTo(Level.PROVEN);
    assertThat(judged(a -> a.proven(HERE, "p", edge.minusMillis(1))).level())
        .isEqualTo(Level.MISSING);
  }

  @Test
  void proofFromTheFutureProvesNothing() {
    assertThat(judged(a -> a.proven(HERE, "p", NOW.plusSeconds(1))).level())
        .isEqualTo(Level.MISSING);
  }

  @Test
  void contradictionFailsWhateverElseHolds() {
    Verdict verdict =
        judged(a ->
            a.declared(HERE, "d")
                .enforced(HERE, "e")
                .proven(HERE, "p", NOW)
                .contradicted(HERE, "but no", "mend it"));

    assertThat(verdict.state()).isEqualTo(State.CONTRADICTED);
    assertThat(verdict.level()).isEqualTo(Level.DECLARED);
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.next()).isEqualTo(new Verdict.Next(Level.DECLARED, HERE, "mend it"));
  }

  @Test
  void contradictionCannotBeWaived() {
    Verdict verdict =
        judged(a -> a.contradicted(HERE, "no", "mend it"), waiver("*", "2026-12-31T00:00:00Z"));

    assertThat(verdict.state()).isEqualTo(State.CONTRADICTED);
    assertThat(verdict.passable()).isFalse();
  }

  @Test
  void unexpiredExceptionIsShownAsWaivedAndNeverAsMet() {
    Verdict verdict = judged(a -> a, waiver("*", "2026-06-01T00:00:01Z"));

    assertThat(verdict.state()).isEqualTo(State.WAIVED);
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.passable()).isTrue();
    assertThat(verdict.reason()).contains("team-b", "team-a", "a migration runs");
  }

  @Test
  void exceptionEndsAtItsInstant() {
    assertThat(judged(a -> a, waiver("*", "2026-06-01T00:00:00Z")).state()).isNull();
  }

  @Test
  void exceptionCoversOnlyItsScope() {
    UnaryOperator<Answer.Builder> gaps =
        a ->
            a.gap(Level.DECLARED, new Source("deploy/a.yaml", 1, 1), "x", "y")
                .gap(Level.DECLARED, new Source("deploy/b.yaml", 1, 1), "x", "y");

    assertThat(judged(gaps, waiver("deploy", "2026-12-31T00:00:00Z")).state())
        .isEqualTo(State.WAIVED);
    assertThat(judged(gaps, waiver("deploy/a.yaml", "2026-12-31T00:00:00Z")).state()).isNull();
    assertThat(judged(gaps, waiver("other-service", "2026-12-31T00:00:00Z")).state()).isNull();
    assertThat(judged(gaps, waiver("storefront", "2026-12-31T00:00:00Z")).state())
        .isEqualTo(State.WAIVED);
  }

  @Test
  void whatCannotBeReadIsNeitherMissingNorPassed() {
    Facts facts =
        Facts.of(List.of(new Unreadable(HERE, "cut off", List.of(Deployment.class), null)));
    Verdict verdict = judged(a -> a.enforced(HERE, "e"), NOTHING, facts, Profile.STARTER);

    assertThat(verdict.state()).isEqualTo(State.UNOBSERVABLE);
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.reason()).contains("a.yaml", "cut off");
  }

  @Test
  void unreadableFileOfAnotherKindDoesNotMatter() {
    Facts facts =
        Facts.of(List.of(new Unreadable(HERE, "cut off", List.of(AlertRule.class), null)));

    assertThat(judged(a -> a.enforced(HERE, "e"), NOTHING, facts, Profile.STANDARD).met()).isTrue();
  }

  @Test
  void whatOnlyAddsToTheRestMattersWhereSomethingIsMissing() {
    Unreadable beside = new Unreadable(HERE, "checks", List.of(Deployment.class), "drop it", true);
    Facts facts = Facts.of(List.of(beside));

    assertThat(judged(a -> a.enforced(HERE, "e"), NOTHING, facts, Profile.STANDARD).met()).isTrue();
    assertThat(judged(a -> a.declared(HERE, "d"), NOTHING, facts, Profile.STANDARD).state())
        .isEqualTo(State.UNOBSERVABLE);
    assertThat(judged(a -> a.declared(HERE, "d"), NOTHING, facts, Profile.STARTER).met()).isTrue();
  }

  @Test
  void whatCannotBeReadSaysWhatHelps() {
    Unreadable other = new Unreadable(HERE, "of another tool", List.of(Deployment.class), "say it");
    Verdict verdict = judged(a -> a, NOTHING, Facts.of(List.of(other)), Profile.STANDARD);

    assertThat(verdict.next()).isEqualTo(new Verdict.Next(Level.MISSING, HERE, "say it"));
  }

  @Test
  void unreadableRunMattersOnlyWhereProofIsAsked() {
    Facts facts = Facts.of(List.of(new Unreadable(HERE, "cut off", List.of(Run.class), null)));

    assertThat(judged(a -> a.enforced(HERE, "e"), NOTHING, facts, Profile.STANDARD).met()).isTrue();
    assertThat(judged(a -> a.enforced(HERE, "e"), NOTHING, facts, Profile.REGULATED).state())
        .isEqualTo(State.UNOBSERVABLE);
  }

  @Test
  void whatIsNotSeenMattersOnlyUpToTheBar() {
    UnaryOperator<Answer.Builder> blind =
        a -> a.declared(HERE, "d").cannotSee(Level.ENFORCED, "hidden", "show it");

    assertThat(judged(blind, NOTHING, Facts.of(List.of()), Profile.STARTER).met()).isTrue();
    assertThat(judged(blind, NOTHING, Facts.of(List.of()), Profile.STANDARD).state())
        .isEqualTo(State.UNOBSERVABLE);
  }

  @Test
  void whatIsNotSeenSaysHowToShowIt() {
    Verdict hidden =
        judged(
            a -> a.gap(Level.DECLARED, "not said", "say it").cannotSee(Level.ENFORCED, "h", "show"),
            NOTHING);
    Facts unread =
        Facts.of(List.of(new Unreadable(HERE, "no tool", List.of(Deployment.class), "get it")));
    Verdict unreadable = judged(a -> a, NOTHING, unread, Profile.STANDARD);

    assertThat(hidden.next()).isNotNull().extracting(Verdict.Next::fix).isEqualTo("show");
    assertThat(unreadable.next()).isNotNull().extracting(Verdict.Next::fix).isEqualTo("get it");
  }

  @Test
  void profileSetsTheBar() {
    UnaryOperator<Answer.Builder> enforced = a -> a.declared(HERE, "d").enforced(HERE, "e");

    assertThat(bar(enforced, Profile.STARTER)).isEqualTo(Level.DECLARED);
    assertThat(bar(enforced, Profile.STANDARD)).isEqualTo(Level.ENFORCED);
    assertThat(bar(enforced, Profile.REGULATED)).isEqualTo(Level.PROVEN);
  }

  @Test
  void barOfOneCriterionCanBeRaisedAndNeverLowered() {
    Delivery raised = DeliveryText.of("bars: [{criterion: context.services, level: proven}]");
    Delivery lowered = DeliveryText.of("bars: [{criterion: context.services, level: declared}]");

    assertThat(judged(a -> a, raised).bar()).isEqualTo(Level.PROVEN);
    assertThat(judged(a -> a, lowered).bar()).isEqualTo(Level.ENFORCED);
  }

  @Test
  void assumptionHoldsADeclarationDown() {
    Delivery assumed =
        DeliveryText.of("assumptions: [{criterion: context.services, assumes: x, why: y}]");

    assertThat(judged(a -> a.declared(HERE, "d"), assumed).level()).isEqualTo(Level.ASSUMED);
    assertThat(judged(a -> a, assumed).level()).isEqualTo(Level.ASSUMED);
    assertThat(judged(a -> a.declared(HERE, "d").enforced(HERE, "e"), assumed).level())
        .isEqualTo(Level.ENFORCED);
  }

  @Test
  void stageIsBlockedByTheEntryCriterionOfWhichNothingIsKnownAndStillJudged() {
    Assessment assessment =
        assess(
            NOTHING,
            fake("context.services", Stage.CONTEXT, a -> a),
            fake("context.goals", Stage.CONTEXT, a -> a.enforced(HERE, "e")),
            fake("artifact-flow.topology", Stage.ARTIFACT_FLOW, a -> a.enforced(HERE, "e")));
    StageVerdict flow = assessment.stages().get(1);

    assertThat(assessment.stages().getFirst().gate()).isEqualTo(Gate.SHUT);
    assertThat(flow.gate()).isEqualTo(Gate.BLOCKED);
    assertThat(flow.blockedBy()).containsExactly("context.services");
    assertThat(flow.verdicts().getFirst().met()).isTrue();
  }

  @Test
  void entryCriterionThatIsOnlyAssumedShutsItsOwnGateAndBlocksNoOther() {
    Assessment assessment =
        assess(
            DeliveryText.of("assumptions: [{criterion: context.services, assumes: x, why: y}]"),
            fake("context.services", Stage.CONTEXT, a -> a.declared(HERE, "d")),
            fake("artifact-flow.topology", Stage.ARTIFACT_FLOW, a -> a.enforced(HERE, "e")));

    assertThat(assessment.stages())
        .extracting(StageVerdict::gate)
        .containsExactly(Gate.SHUT, Gate.OPEN);
  }

  @Test
  void entryCriterionThatIsRefutedBlocksWhatBuildsOnIt() {
    Assessment assessment =
        assess(
            NOTHING,
            fake(
                "context.services",
                Stage.CONTEXT,
                a -> a.declared(HERE, "d").contradicted(HERE, "c", "f")),
            fake("artifact-flow.topology", Stage.ARTIFACT_FLOW, a -> a.enforced(HERE, "e")));

    assertThat(assessment.stages().getLast().gate()).isEqualTo(Gate.BLOCKED);
  }

  @Test
  void waivedEntryCriterionBlocksNothing() {
    Assessment assessment =
        assess(
            waiver("*", "2026-12-31T00:00:00Z"),
            fake("context.services", Stage.CONTEXT, a -> a),
            fake("artifact-flow.topology", Stage.ARTIFACT_FLOW, a -> a.enforced(HERE, "e")));

    assertThat(assessment.open()).isTrue();
  }

  @Test
  void stageThatIsMovedForwardIsNotBlockedByWhatNowComesAfterIt() {
    Delivery moved =
        DeliveryText.of(
            """
            sequence:
              stages: [artifact-flow, context, ci, cd, iac, secrets-config, release-safety, operations,
                governance, bundle]
              requestedBy: platform
              reason: the artifact flow is on fire
            """);
    Assessment assessment =
        assess(
            moved,
            fake("context.services", Stage.CONTEXT, a -> a),
            fake("artifact-flow.topology", Stage.ARTIFACT_FLOW, a -> a.enforced(HERE, "e")));

    assertThat(assessment.stages().getFirst().stage()).isEqualTo(Stage.ARTIFACT_FLOW);
    assertThat(assessment.stages().getFirst().gate()).isEqualTo(Gate.OPEN);
  }

  @Test
  void profileFollowsTheSignalsAndIsNeverSilentlyLowered() {
    Delivery tight =
        DeliveryText.of("profile: starter\ncontext: {constraints: {compliance: [soc2]}}");
    Engine engine = new Engine(List.of(fake("context.services", Stage.CONTEXT, a -> a)));

    Assessment bySignals = engine.assess(".", tight, Facts.of(List.of()), null, NOW);
    Assessment asked = engine.assess(".", tight, Facts.of(List.of()), Profile.STARTER, NOW);

    assertThat(bySignals.profile()).isEqualTo(Profile.REGULATED);
    assertThat(asked.profile()).isEqualTo(Profile.STARTER);
    assertThat(asked.profileWhy()).contains("lower than regulated");
  }

  private static Level bar(UnaryOperator<Answer.Builder> answer, Profile profile) {
    return judged(answer, NOTHING, Facts.of(List.of()), profile).bar();
  }

  private static Verdict judged(UnaryOperator<Answer.Builder> answer) {
    return judged(answer, NOTHING);
  }

  private static Verdict judged(UnaryOperator<Answer.Builder> answer, Delivery delivery) {
    return judged(answer, delivery, Facts.of(List.of()), Profile.STANDARD);
  }

  private static Verdict judged(
      UnaryOperator<Answer.Builder> answer, Delivery delivery, Facts facts, Profile profile) {
    return new Engine(List.of(fake("context.services", Stage.CONTEXT, answer)))
        .assess(".", delivery, facts, profile, NOW)
        .verdicts()
        .getFirst();
  }

  private static Assessment assess(Delivery delivery, Criterion... criteria) {
    return new Engine(List.of(criteria))
        .assess(".", delivery, Facts.of(List.of()), Profile.STANDARD, NOW);
  }

  private static Delivery waiver(String scope, String expires) {
    return DeliveryText.of(
        """
        exceptions:
          - criterion: context.services
            scope: %s
            owner: team-a
            approver: team-b
            reason: a migration runs
            expires: %s
        """
            .formatted("\"" + scope + "\"", expires));
  }

  private static Criterion fake(String id, Stage stage, UnaryOperator<Answer.Builder> answer) {
    Definition definition =
        Definition.of(id, stage, "Is it so?", "It matters.", "say so")
            .enforced("let a machine do it")
            .proven("run it", Duration.ofDays(30))
            .reads(Deployment.class, Run.class);
    return new Criterion() {
      @Override
      public Definition definition() {
        return definition;
      }

      @Override
      public Answer answer(Subject subject) {
        return answer.apply(Answer.build()).done();
      }
    };
  }
}
