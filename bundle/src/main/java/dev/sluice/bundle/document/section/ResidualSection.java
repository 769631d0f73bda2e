package dev.sluice.bundle.document.section;

import dev.sluice.bundle.Material;
import dev.sluice.flow.delivery.Delivery.LeftOpen;
import dev.sluice.flow.delivery.Governance;
import java.util.List;

/// The risks that stay, with who watches them and what comes next.
final class ResidualSection {
  private ResidualSection() {}

  static void topics(Topics topics) {
    Governance governance = topics.material().delivery().governance();
    Topics.Rows rows =
        topics
            .topic("residual-risks", "Risks that stay", "governance.residual-risks")
            .columns("Risk", "Owner", "Next action", "By");
    if (governance != null) {
      governance
          .residualRisks()
          .forEach(r -> rows.row(r.at().source(), r.risk(), r.owner(), r.nextAction(), r.by()));
    }
    rows.end();
    leftOpen(topics);
  }

  /// What the requester leaves open, and what was left open until a day that has passed.
  private static void leftOpen(Topics topics) {
    Material material = topics.material();
    List<LeftOpen> all = material.delivery().leftOpen();
    if (all.isEmpty()) {
      return;
    }
    Topics.Rows rows =
        topics
            .because(
                "left-open",
                "Left open by the requester",
                "Its gates stay shut; it does not hold up the bundle.")
            .columns("Left open", "Requested by", "Because", "Until");
    for (LeftOpen left : all) {
      String until = left.until() + (left.holds(material.at()) ? "" : ", which has passed");
      String what = left.criterion() == null ? "stage " + left.stage() : left.criterion();
      rows.row(left.at().source(), what, left.requestedBy(), left.reason(), until);
    }
    rows.end();
  }
}
