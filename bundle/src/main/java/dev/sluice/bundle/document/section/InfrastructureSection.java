package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Iac;
import org.jspecify.annotations.Nullable;

/// Which code owns which infrastructure, how it changes, and how drift is found.
final class InfrastructureSection {
  private InfrastructureSection() {}

  static void topics(Topics topics) {
    Iac iac = topics.material().delivery().iac();
    Topics.Rows sources =
        topics
            .topic("infrastructure", "What owns which infrastructure", "iac.source-of-truth")
            .columns("Infrastructure", "Code", "Owner", "Applied by", "State", "Locked");
    Topics.Rows change =
        topics
            .topic(
                "infrastructure-change",
                "From a change to the applied plan",
                "iac.workflow",
                "iac.review",
                "iac.change-record")
            .columns("Step", "Holds");
    Topics.Rows policies =
        topics
            .topic("policies", "Policy as code", "iac.policy-checks")
            .columns("Policy", "Engine", "Rules", "A violation is refused at");
    Topics.Rows drift =
        topics
            .topic("drift", "Drift", "iac.drift-detection", "iac.drift-remediation")
            .columns("Looked for every", "By", "Mended by", "Within", "Emergency changes");
    if (iac != null) {
      for (Iac.Ownership o : iac.sources()) {
        String code = Words.join(" ", Words.of(o.repository()), Words.of(o.path()));
        sources.row(o.at().source(), o.owns(), code, o.owner(), o.tool(), o.state(), o.locking());
      }
      change(change, iac);
      iac.policies()
          .forEach(
              p -> policies.row(p.at().source(), p.name(), p.engine(), p.path(), p.enforcedAt()));
      drift(drift, iac.drift());
    }
    sources.end();
    change.end();
    policies.end();
    drift.end();
  }

  private static void change(Topics.Rows rows, Iac iac) {
    Iac.Workflow workflow = iac.workflow();
    if (workflow != null) {
      rows.say(workflow.at().of("plan"), "Planned by", workflow.plan());
      rows.say(workflow.at().of("apply"), "Applied by", workflow.apply());
      rows.say(workflow.at().of("savedPlan"), "Exactly the reviewed plan", workflow.savedPlan());
    }
    Iac.Review review = iac.review();
    if (review != null) {
      rows.say(review.at().of("from"), "Reviewed by", review.from());
      rows.say(review.at().of("quorum"), "How many have to agree", review.quorum());
      rows.say(review.at().of("paths"), "The review covers", review.paths());
    }
    Iac.ChangeRecord record = iac.changeRecord();
    if (record != null) {
      rows.say(record.at().of("store"), "Recorded in", record.store());
      rows.say(record.at().of("links"), "A record links", record.links());
    }
  }

  private static void drift(Topics.Rows rows, Iac.@Nullable Drift drift) {
    if (drift == null) {
      return;
    }
    Iac.Remediation mend = drift.remediation();
    rows.row(
        drift.at().source(),
        drift.every(),
        drift.owner(),
        mend == null ? null : mend.owner(),
        mend == null ? null : mend.within(),
        mend == null ? null : mend.emergencyChanges());
  }
}
