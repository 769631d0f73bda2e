package dev.sluice.flow.bundle.antipatterns;

import com.google.auto.service.AutoService;
import dev.sluice.flow.bundle.Said;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.fact.BundleOpen;
import dev.sluice.flow.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Nothing is in the bundle that is known to end badly.
@AutoService(Criterion.class)
public final class AntiPatterns implements Criterion {
  private static final List<AntiPattern> PATTERNS =
      List.of(
          AntiPattern.saying(
              "mutable artifacts are promoted",
              "artifact-flow.immutability",
              "artifacts",
              "referred to by",
              "tag"),
          AntiPattern.lacking(
              "a CI check has no owner of its failures", "ci.ownership", "gates", "owner"),
          AntiPattern.lacking(
              "a strategy has no stop criteria", "cd.stop-criteria", "stop-criteria"),
          AntiPattern.lacking(
              "a strategy has no rollback criteria", "release-safety.triggers", "triggers"),
          AntiPattern.lacking(
              "infrastructure as code has no policy control", "iac.policy-checks", "policies"),
          AntiPattern.lacking(
              "infrastructure as code has no drift control",
              "iac.drift-detection",
              "drift",
              "looked for every",
              "by"),
          AntiPattern.lacking(
              "a secret has no rotation", "secrets.rotation", "secrets", "rotated every"),
          AntiPattern.lacking("secrets have no break-glass", "secrets.break-glass", "break-glass"),
          AntiPattern.lacking("support has no owner", "operations.support", "support", "owner"),
          AntiPattern.lacking(
              "governance has no auditable decisions",
              "governance.audit",
              "audit",
              "record",
              "an alteration is seen by"),
          AntiPattern.lacking(
              "a residual risk has no owner",
              "governance.residual-risks",
              "residual-risks",
              "owner"),
          AntiPattern.saying(
              "a release is let in by its own author",
              "cd.approvals",
              "approvals",
              "own change",
              "may be approved by its author"));

  private static final Definition DEFINITION =
      Said.read(
          Definition.of(
              "bundle.anti-patterns",
              Stage.BUNDLE,
              "Is the bundle free of the patterns that are refused?",
              "Each of them has ended in an outage that could not be undone or a breach that nobody"
                  + " owned.",
              "artifacts do not change once built; each CI check, secret, support and residual risk"
                  + " has its owner; strategies have rollback criteria, infrastructure has policy"
                  + " and drift control, secrets rotation and break-glass; decisions can be"
                  + " audited; nobody lets in a release of their own, and what is open has an owner"
                  + " and a day"));

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
    for (AntiPattern pattern : PATTERNS) {
      pattern.in(said, place.get()).forEach(f -> answer.contradicted(f.at(), f.message(), f.fix()));
    }
    unowned(said, "nobody as its owner", open -> open.owner() == null, answer);
    unowned(said, "no day", open -> open.by() == null, answer);
    if (!answer.contradicted()) {
      answer.declared(place.get(), "none of the patterns that are refused");
    }
    return answer.done();
  }

  /// What is open and leads nowhere: one finding, however many there are.
  private static void unowned(
      Said said, String what, Predicate<BundleOpen> lacks, Answer.Builder answer) {
    List<BundleOpen> open = said.open().stream().filter(lacks).toList();
    if (!open.isEmpty()) {
      BundleOpen first = open.getFirst();
      String more = open.size() == 1 ? "" : ", and so have " + (open.size() - 1) + " more";
      answer.contradicted(
          first.source(),
          "what is open leads nowhere: " + first.criterion() + " has " + what + more,
          what.equals("no day")
              ? "set `governance.reviews` with `every` or `next`: what is open is due then"
              : "name an owner: `owner` of the service under `context.services`");
    }
  }
}
