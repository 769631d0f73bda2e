package dev.sluice.flow.intake;

import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import java.time.Period;
import java.util.List;

/// Stage 9: reviews, classes of change, risks and the record of decisions.
final class GovernancePart {
  private static final String REVIEWS = "governance.review-cadence";
  private static final String CLASSES = "governance.change-classes";
  private static final String RISKS = "governance.risk-acceptance";
  private static final String AUDIT = "governance.audit";
  private static final String RESIDUAL = "governance.residual-risks";

  private final Known known;

  GovernancePart(Known known) {
    this.known = known;
  }

  Fields fields() {
    notes();
    int days =
        switch (known.answer(Question.REVIEW).orElse("quarterly")) {
          case "monthly" -> 30;
          case "yearly" -> 365;
          default -> 90;
        };
    return new Fields()
        .put(
            "reviews",
            new Fields()
                .put("every", known.follow(Question.REVIEW, "P" + days + "D", REVIEWS))
                .put("owner", known.lead(REVIEWS))
                .put("next", known.follow(Question.REVIEW, known.in(Period.ofDays(days)), REVIEWS)))
        .put("changeClasses", changeClasses())
        .put("risks", Node.assumed(List.of(), RISKS))
        .put(
            "audit",
            new Fields()
                .put("store", Node.assumed("the history of this repository", AUDIT))
                .put("tamperEvidence", Node.assumed("hash chain of git commits", AUDIT))
                .put("retention", Node.assumed("P730D", AUDIT)))
        .put("residualRisks", residualRisks());
  }

  private void notes() {
    known.note(
        REVIEWS,
        known.owner() + " review all of this every quarter",
        "gates and owners are right for the day on which they were written");
    known.note(
        CLASSES,
        known.owner()
            + " approve normal and emergency changes; a standard one passes every gate and needs"
            + " nobody else",
        "three classes are the least that change management knows");
    known.note(RISKS, "no risk was accepted", "nobody has recorded one");
    known.note(
        AUDIT,
        "decisions are kept in this repository's history for two years",
        "that is where they are made; protect the branch so that it cannot be rewritten");
    known.note(
        RESIDUAL,
        "the one risk that stays is that assumptions of this file do not hold",
        "nobody has listed another");
  }

  private Items changeClasses() {
    Leaf lead = known.lead(CLASSES);
    Leaf approvers = new Leaf("[" + lead.yaml() + "]", lead.ground());
    return new Items(
        List.of(
            kind("standard", "a release that passes every gate", approvers),
            kind("normal", "a change of infrastructure, of a policy or of a gate", approvers),
            kind("emergency", "a change that an incident needs at once", approvers)));
  }

  private static Fields kind(String name, String means, Leaf approvers) {
    return new Fields()
        .put("name", Node.assumed(name, CLASSES))
        .put("means", Node.assumed(means, CLASSES))
        .put("approvers", approvers);
  }

  private Items residualRisks() {
    return new Items(
        List.of(
            new Fields()
                .put("risk", Node.assumed("an assumption of this file does not hold", RESIDUAL))
                .put("owner", known.lead(RESIDUAL))
                .put(
                    "nextAction",
                    Node.assumed("confirm or replace each entry of assumptions", RESIDUAL))
                .put("by", Node.assumed(known.in(Period.ofDays(30)), RESIDUAL))));
  }
}
