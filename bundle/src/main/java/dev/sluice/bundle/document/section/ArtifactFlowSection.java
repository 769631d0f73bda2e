package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Artifact;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;

/// The environments, the way through them, and what is promoted.
final class ArtifactFlowSection {
  private ArtifactFlowSection() {}

  static void topics(Topics topics) {
    Delivery delivery = topics.material().delivery();
    Topics.Rows environments =
        topics
            .topic(
                "environments",
                "Environments and the way into them",
                "artifact-flow.promotion-path",
                "artifact-flow.topology")
            .columns("Environment", "Kind", "Promoted from", "Entry checks", "Soak before");
    for (Environment e : delivery.environments()) {
      environments.row(
          e.at().source(),
          e.name(),
          e.production() ? "production" : "not production",
          e.promotesFrom(),
          e.checks(),
          e.soak());
    }
    environments.end();
    artifacts(topics, delivery);
  }

  private static void artifacts(Topics topics, Delivery delivery) {
    Topics.Rows kept =
        topics
            .topic(
                "artifacts", "Artifacts", "artifact-flow.immutability", "artifact-flow.build-once")
            .columns("Artifact", "Type", "Kept in", "Referred to by", "Built by");
    Topics.Rows identity =
        topics
            .topic("identity", "How an artifact is known", "artifact-flow.identity")
            .columns("Artifact", "Version from", "Signed with", "Bill of materials", "Provenance");
    for (Artifact a : delivery.artifacts()) {
      kept.row(a.at().source(), a.name(), a.type(), a.repository(), a.immutability(), a.builtBy());
      identity.row(a.at().source(), a.name(), a.version(), a.signing(), a.sbom(), a.provenance());
    }
    kept.end();
    identity.end();
  }
}
