package dev.sluice.flow.bundle.completeness;

import com.google.auto.service.AutoService;
import dev.sluice.flow.bundle.Said;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.BundleVerdict;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Optional;

/// Nothing that a reader has to know is left to be guessed.
@AutoService(Criterion.class)
public final class Completeness implements Criterion {
  /// What has to be explicit: a topic with a decision, or a criterion that settles it without one.
  private record Explicit(String what, String topic, String criterion) {}

  private static final List<Explicit> SUBJECTS =
      List.of(
          new Explicit("which services are in scope", "services", "context.services"),
          new Explicit("the goals", "goals", "context.goals"),
          new Explicit("the constraints", "constraints", "context.release-constraints"),
          new Explicit("the pain points", "pain-points", "context.pain-points"),
          new Explicit("the environments", "environments", "artifact-flow.topology"),
          new Explicit("what is promoted", "artifacts", "artifact-flow.immutability"),
          new Explicit("the gates of the pipeline", "gates", "ci.failure-handling"),
          new Explicit("the deployment strategy", "strategy", "cd.strategy"),
          new Explicit("the stop criteria", "stop-criteria", "cd.stop-criteria"),
          new Explicit("who lets a release in", "approvals", "cd.approvals"),
          new Explicit("who owns which infrastructure", "infrastructure", "iac.source-of-truth"),
          new Explicit("how infrastructure changes", "infrastructure-change", "iac.workflow"),
          new Explicit("the policies", "policies", "iac.policy-checks"),
          new Explicit("how drift is found", "drift", "iac.drift-detection"),
          new Explicit("who owns which secret", "secrets", "secrets.ownership"),
          new Explicit("emergency access", "break-glass", "secrets.break-glass"),
          new Explicit("how configuration travels", "config", "config.promotion"),
          new Explicit("the rollback triggers", "triggers", "release-safety.triggers"),
          new Explicit("compatibility", "compatibility", "release-safety.schema-compatibility"),
          new Explicit("how recovery is checked", "recovery", "release-safety.recovery-validation"),
          new Explicit("health of the platform", "health-metrics", "operations.health-metrics"),
          new Explicit("the alerts", "alerts", "operations.alerts"),
          new Explicit("who helps", "support", "operations.support"),
          new Explicit("the escalation", "escalation", "operations.escalation"),
          new Explicit("the runbooks", "runbooks", "operations.runbooks"),
          new Explicit("the reviews", "reviews", "governance.review-cadence"),
          new Explicit("the classes of change", "change-classes", "governance.change-classes"),
          new Explicit("the accepted risks", "accepted-risks", "governance.risk-acceptance"),
          new Explicit("where decisions are kept", "audit", "governance.audit"),
          new Explicit("the risks that stay", "residual-risks", "governance.residual-risks"));

  private static final Definition DEFINITION =
      Said.read(
          Definition.of(
              "bundle.completeness",
              Stage.BUNDLE,
              "Is each subject of the ten sections explicit?",
              "What a document leaves out is decided later, by whoever is on call, at night.",
              "each subject has a decision in its section, or a criterion that settles it without"
                  + " one"));

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Said said = new Said(subject);
    Optional<Source> place = said.place();
    if (place.isEmpty()) {
      return answer.done();
    }
    long explicit = SUBJECTS.stream().filter(s -> isExplicit(s, said)).count();
    for (Explicit s : SUBJECTS) {
      if (!isExplicit(s, said)) {
        answer.gap(
            Level.DECLARED,
            said.verdict(s.criterion()).map(BundleVerdict::source).orElse(place.get()),
            "the bundle does not say: " + s.what(),
            "say it (`sluice explain " + s.criterion() + "`), then bundle again");
      }
    }
    answer.declared(place.get(), explicit + " of " + SUBJECTS.size() + " subjects are explicit");
    return answer.done();
  }

  private static boolean isExplicit(Explicit subject, Said said) {
    return !said.entries(subject.topic()).isEmpty()
        || said.verdict(subject.criterion()).filter(Said::passable).isPresent();
  }
}
