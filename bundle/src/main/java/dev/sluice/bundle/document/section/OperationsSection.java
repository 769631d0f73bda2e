package dev.sluice.bundle.document.section;

import dev.sluice.flow.delivery.Operations;
import org.jspecify.annotations.Nullable;

/// What shows health, what wakes whom, who helps, and who is told.
final class OperationsSection {
  private OperationsSection() {}

  static void topics(Topics topics) {
    Operations operations = topics.material().delivery().operations();
    Topics.Rows health =
        topics
            .topic("health-metrics", "Health of the platform", "operations.health-metrics")
            .columns("Metric", "Target", "Query");
    Topics.Rows alerts =
        topics
            .topic("alerts", "Alerts", "operations.alerts", "operations.runbooks")
            .columns("Alert", "Threshold", "For", "Severity", "Owner", "Runbook");
    Topics.Rows support =
        topics
            .topic("support", "Support", "operations.support")
            .columns("Service", "Owner", "Hours", "Reached at");
    Topics.Rows escalation =
        topics
            .topic("escalation", "Escalation", "operations.escalation")
            .columns("After", "Called");
    Topics.Rows told =
        topics
            .topic("communication", "Who is told in an incident", "operations.communication")
            .columns("Audience", "How", "Within");
    if (operations != null) {
      operations
          .healthMetrics()
          .forEach(
              m -> health.row(m.at().source(), m.metric(), Words.target(m.target()), m.query()));
      for (Operations.Alert a : operations.alerts()) {
        alerts.row(
            a.at().source(),
            a.name(),
            a.threshold(),
            a.hold(),
            a.severity(),
            a.owner(),
            a.runbook());
      }
      operations
          .support()
          .forEach(
              s -> support.row(s.at().source(), s.service(), s.owner(), s.hours(), s.channel()));
      operations.escalation().forEach(e -> escalation.row(e.at().source(), e.after(), e.to()));
      operations
          .communication()
          .forEach(c -> told.row(c.at().source(), c.audience(), c.channel(), c.within()));
    }
    health.end();
    alerts.end();
    support.end();
    escalation.end();
    told.end();
    rest(topics, operations);
  }

  private static void rest(Topics topics, @Nullable Operations operations) {
    Topics.Rows runbooks =
        topics.topic("runbooks", "Runbooks", "operations.runbooks").columns("Runbook", "For");
    Topics.Rows improvement =
        topics
            .topic("improvement", "How the platform gets better", "operations.improvement")
            .columns("Reviewed every", "Led by", "Debt is ranked by", "Checked by");
    if (operations != null) {
      operations.runbooks().forEach(r -> runbooks.row(r.at().source(), r.path(), r.covers()));
      Operations.Improvement i = operations.improvement();
      if (i != null) {
        improvement.row(i.at().source(), i.every(), i.owner(), i.ranking(), i.check());
      }
    }
    runbooks.end();
    improvement.end();
  }
}
