package dev.sluice.flow.operations.alerts;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.delivery.Operations.Alert;
import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.RunbookLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whoever is woken by an alert knows why, and what to do.
@AutoService(Criterion.class)
public final class Alerts implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "operations.alerts",
              Stage.OPERATIONS,
              "Does each alert have a threshold, a duration, a severity, an owner and a runbook?",
              "An alert that belongs to nobody, or whose runbook is not there, wakes somebody who"
                  + " can only guess.",
              "list `operations.alerts`, each with `threshold`, `for`, `severity`, `owner` and"
                  + " `runbook`")
          .enforced(
              "keep each alert as a rule with `for`, the labels `severity` and `team`, and the"
                  + " annotation `runbook_url`")
          .reads(AlertRule.class, IacResource.class, RunbookLink.class);

  /// Kinds of resources that are alerts.
  private static final Set<String> AS_CODE =
      Set.of(
          "aws_cloudwatch_metric_alarm",
          "aws_cloudwatch_composite_alarm",
          "azurerm_monitor_metric_alert",
          "azurerm_monitor_scheduled_query_rules_alert_v2",
          "datadog_monitor",
          "google_monitoring_alert_policy",
          "grafana_rule_group",
          "newrelic_nrql_alert_condition");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Operations operations = subject.delivery().operations();
    List<Alert> alerts = operations == null ? List.of() : operations.alerts();
    List<AlertRule> rules = subject.facts(AlertRule.class);
    alerts.forEach(alert -> declared(alert, rules, answer));
    rules.stream().filter(Alerts::wakes).forEach(rule -> observed(rule, alerts, answer));
    subject.facts(RunbookLink.class).stream()
        .filter(link -> Boolean.FALSE.equals(link.found()))
        .forEach(link ->
            answer.contradicted(
                link.source(),
                "the runbook link " + link.target() + " points nowhere",
                "write that runbook, or mend the link"));
    if (rules.isEmpty()) {
      asCode(subject, answer);
    }
    return answer.done();
  }

  private static void asCode(Subject subject, Answer.Builder answer) {
    List<IacResource> alarms =
        subject.facts(IacResource.class).stream().filter(r -> AS_CODE.contains(r.kind())).toList();
    if (!alarms.isEmpty()) {
      IacResource first = alarms.getFirst();
      answer.cannotSee(
          Level.ENFORCED,
          (alarms.size() == 1 ? "1 alert is" : alarms.size() + " alerts are")
              + " kept as infrastructure code, the first of them "
              + first.kind()
              + "."
              + first.name()
              + " at "
              + first.source()
              + "; whom they wake and what to do then is not told there",
          "list them under `operations.alerts`, each with owner and runbook");
    }
  }

  private static void declared(Alert alert, List<AlertRule> rules, Answer.Builder answer) {
    Optional<AlertRule> rule =
        rules.stream().filter(r -> r.name().equals(alert.name())).findFirst();
    List<String> lacks = new ArrayList<>();
    lack(lacks, "threshold", alert.threshold() != null || rule.isPresent());
    lack(lacks, "for", alert.hold() != null || rule.map(AlertRule::hold).isPresent());
    lack(lacks, "severity", alert.severity() != null || rule.map(AlertRule::severity).isPresent());
    lack(lacks, "owner", alert.owner() != null || rule.map(AlertRule::owner).isPresent());
    lack(lacks, "runbook", alert.runbook() != null || rule.map(AlertRule::runbook).isPresent());
    if (lacks.isEmpty()) {
      answer.declared(alert.at().source(), "alert " + alert.name() + " is complete");
    } else {
      String all = String.join(", ", lacks);
      answer.gap(
          Level.DECLARED,
          alert.at().source(),
          "alert " + alert.name() + " has no " + all,
          "add " + all);
    }
    if (rule.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          alert.at().of("name"),
          "no rule in the repository raises " + alert.name(),
          "keep its rule in the repository");
    }
  }

  /// An alert of severity `none` (a watchdog, an inhibitor) is not meant to wake anybody.
  private static boolean wakes(AlertRule rule) {
    return !"none".equals(rule.severity());
  }

  private static void observed(AlertRule rule, List<Alert> alerts, Answer.Builder answer) {
    Optional<Alert> alert = alerts.stream().filter(a -> a.name().equals(rule.name())).findFirst();
    List<String> lacks = new ArrayList<>();
    lack(lacks, "`for`", rule.hold() != null);
    lack(lacks, "label `severity`", rule.severity() != null);
    lack(lacks, "label `team`", rule.owner() != null || alert.map(Alert::owner).isPresent());
    lack(
        lacks,
        "annotation `runbook_url`",
        rule.runbook() != null || alert.map(Alert::runbook).isPresent());
    if (lacks.isEmpty()) {
      answer.enforced(rule.source(), "alert " + rule.name() + " is complete");
    } else {
      String all = String.join(", ", lacks);
      answer.gap(
          Level.ENFORCED, rule.source(), "alert " + rule.name() + " has no " + all, "add " + all);
    }
  }

  private static void lack(List<String> lacks, String what, boolean there) {
    if (!there) {
      lacks.add(what);
    }
  }
}
