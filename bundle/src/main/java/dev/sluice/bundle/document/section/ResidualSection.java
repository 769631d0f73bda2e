package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Governance;

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
  }
}
