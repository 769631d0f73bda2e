package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Delivery;
import dev.sluice.flow.delivery.Environment;

/// The gates of the pipeline and what a failure does, then how a release reaches production.
final class PipelineSection {
  private PipelineSection() {}

  static void topics(Topics topics) {
    Delivery delivery = topics.material().delivery();
    Ci ci = delivery.ci();
    Topics.Rows gates =
        topics
            .topic(
                "gates",
                "Gates on every change",
                "ci.failure-handling",
                "ci.ownership",
                "ci.build-gate",
                "ci.test-gate",
                "ci.security-gate",
                "ci.policy-gate")
            .columns("Gate", "Job", "Owner", "A failure blocks", "Told", "Acts within");
    Topics.Rows rules =
        topics
            .topic(
                "pipeline-rules",
                "What holds for the pipeline",
                "ci.reproducible-build",
                "ci.least-privilege",
                "ci.failure-handling")
            .columns("Rule", "Holds");
    Topics.Rows signals =
        topics
            .topic("quality-signals", "What is measured", "ci.quality-signals")
            .columns("Signal", "Target", "Over");
    if (ci != null) {
      ci.gates().forEach(gate -> gate(gates, gate));
      rules(rules, ci);
      ci.qualitySignals()
          .forEach(
              q -> signals.row(q.at().source(), q.metric(), Words.target(q.target()), q.window()));
    }
    gates.end();
    rules.end();
    signals.end();
    approvals(topics, delivery);
    RolloutTopics.topics(topics, delivery);
  }

  private static void gate(Topics.Rows rows, Ci.Gate gate) {
    Ci.OnFailure failure = gate.onFailure();
    rows.row(
        gate.at().source(),
        gate.kind(),
        gate.job(),
        gate.owner(),
        failure == null ? null : failure.blocks(),
        failure == null ? null : failure.notifies(),
        failure == null ? null : failure.within());
  }

  private static void rules(Topics.Rows rows, Ci ci) {
    rows.say(ci.at().of("owner"), "Owner of the pipeline files", ci.owner());
    Ci.FlakyTests flaky = ci.flakyTests();
    if (flaky != null) {
      String who = Words.with("by ", flaky.owner(), "");
      String within = Words.with("within ", flaky.within(), "");
      String does = Words.join(" ", Words.of(flaky.policy()), who, within);
      rows.say(flaky.at().source(), "Tests that fail now and then", does);
    }
    Ci.Builds builds = ci.builds();
    if (builds != null) {
      rows.say(builds.at().of("pins"), "Pinned", builds.pins());
      rows.say(builds.at().of("timeouts"), "Every job has a timeout", builds.timeouts());
    }
    Ci.Token token = ci.token();
    if (token != null) {
      rows.say(token.at().of("permissions"), "The token may by default", token.permissions());
      rows.say(token.at().of("untrustedCode"), "Code of strangers runs", token.untrustedCode());
    }
  }

  private static void approvals(Topics topics, Delivery delivery) {
    Topics.Rows rows =
        topics
            .topic("approvals", "Who lets a release in", "cd.approvals", "cd.automation-boundary")
            .columns("Into", "The hop", "Approved by", "Quorum", "Own change", "Good for");
    for (Environment e : delivery.environments()) {
      Environment.Approvals a = e.approvals();
      if (a != null) {
        Boolean self = a.selfApproval();
        rows.row(
            a.at().source(),
            e.name(),
            e.promotion(),
            a.from(),
            a.quorum(),
            self == null ? null : self ? "may be approved by its author" : "not by its author",
            a.expires());
      } else if (e.promotion() != null) {
        rows.row(e.at().of("promotion"), e.name(), e.promotion(), null, null, null, null);
      }
    }
    rows.end();
  }
}
