package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Governance;

/// Who decides, what was accepted by whom, and where that is kept.
final class GovernanceSection {
  private GovernanceSection() {}

  static void topics(Topics topics) {
    Delivery delivery = topics.material().delivery();
    Governance governance = delivery.governance();
    Topics.Rows reviews =
        topics
            .topic("reviews", "Reviews", "governance.review-cadence")
            .columns("Every", "Led by", "The next one");
    Topics.Rows classes =
        topics
            .topic("change-classes", "Classes of change", "governance.change-classes")
            .columns("Class", "Means", "Approved by");
    Topics.Rows risks =
        topics
            .topic("accepted-risks", "Accepted risks", "governance.risk-acceptance")
            .columns("Risk", "Owner", "Accepted because", "Until");
    Topics.Rows audit =
        topics
            .topic("audit", "Where decisions are recorded", "governance.audit")
            .columns("Record", "An alteration is seen by", "Kept for");
    if (governance != null) {
      Governance.Reviews r = governance.reviews();
      if (r != null) {
        reviews.row(r.at().source(), r.every(), r.owner(), r.next());
      }
      governance
          .changeClasses()
          .forEach(c -> classes.row(c.at().source(), c.name(), c.means(), c.approvers()));
      governance
          .risks()
          .forEach(k -> risks.row(k.at().source(), k.risk(), k.owner(), k.reason(), k.expires()));
      Governance.Audit a = governance.audit();
      if (a != null) {
        audit.row(a.at().source(), a.store(), a.tamperEvidence(), a.retention());
      }
    }
    reviews.end();
    classes.end();
    risks.end();
    exceptions(topics, delivery);
    audit.end();
  }

  private static void exceptions(Topics topics, Delivery delivery) {
    Topics.Rows rows =
        topics
            .topic("exceptions", "Exceptions", "governance.exceptions")
            .columns("Criterion", "Covers", "Owner", "Accepted by", "Because", "Until");
    for (Delivery.ExceptionRecord e : delivery.exceptions()) {
      rows.row(
          e.at().source(),
          e.criterion(),
          e.scope().equals("*") ? "everything" : e.scope(),
          e.owner(),
          e.approver(),
          e.reason(),
          e.expires());
    }
    rows.end();
  }
}
