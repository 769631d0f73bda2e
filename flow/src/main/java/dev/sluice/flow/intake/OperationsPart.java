package dev.sluice.flow.intake;

import dev.sluice.flow.fact.AlertRule;
import dev.sluice.flow.fact.Contact;
import dev.sluice.flow.fact.RecordingRule;
import dev.sluice.flow.fact.Runbook;
import dev.sluice.flow.intake.Node.Fields;
import dev.sluice.flow.intake.Node.Items;
import dev.sluice.flow.intake.Node.Leaf;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Stage 8: what shows that the platform is healthy, what wakes somebody, and who then does what.
final class OperationsPart {
  private static final String METRICS = "operations.health-metrics";
  private static final String ALERTS = "operations.alerts";
  private static final String SUPPORT = "operations.support";
  private static final String ESCALATION = "operations.escalation";
  private static final String TOLD = "operations.communication";
  private static final String RUNBOOKS = "operations.runbooks";
  private static final String BETTER = "operations.improvement";
  private static final int MOST_ALERTS = 12;

  private final Known known;

  OperationsPart(Known known) {
    this.known = known;
  }

  Fields fields() {
    notes();
    return new Fields()
        .put("healthMetrics", healthMetrics())
        .put("alerts", alerts())
        .put("support", support())
        .put("escalation", escalation())
        .put("communication", communication())
        .put("runbooks", runbooks())
        .put("improvement", improvement());
  }

  private void notes() {
    known.note(
        METRICS,
        "these six measures, by recording rules of these names, with these targets",
        "no recording rule here measures the platform; `sluice bundle` writes them");
    known.note(
        ALERTS,
        "failing releases page "
            + known.owner()
            + ", and each alert that lacks one has them as its owner",
        "no rule here names owner and runbook");
    known.note(
        SUPPORT, known.owner() + " help on working days", "hours of support stand in no file");
    known.note(
        ESCALATION,
        "whoever of "
            + known.owner()
            + " is at work is called first, and everybody of them after half an hour",
        "no roster is kept here");
    known.note(TOLD, "users hear of an outage within an hour", "no file says who is told");
    known.note(
        RUNBOOKS,
        "there is a runbook for the rollback and for each alert that is listed",
        "not all of them were found; `sluice bundle` writes a first version");
    known.note(
        BETTER,
        "the platform is reviewed every month, and what cost most hours is mended first",
        "no file says so");
  }

  private Items healthMetrics() {
    List<Node> metrics = new ArrayList<>();
    metric("pipeline-health", "delivery:pipeline_success:ratio7d", "95 %", metrics);
    metric("queue-time", "delivery:queue_seconds:p95", "PT1M", metrics);
    metric("deployment-error-rate", "delivery:deployment_errors:ratio30d", "5 %", metrics);
    metric("recovery-time", "delivery:recovery_seconds:p50", "PT1H", metrics);
    metric("change-fail-rate", "delivery:change_fail:ratio30d", "10 %", metrics);
    metric("rollback-rate", "delivery:rollback:ratio30d", "5 %", metrics);
    return new Items(metrics);
  }

  private void metric(String metric, String query, String target, List<Node> into) {
    Leaf source =
        known.facts(RecordingRule.class).stream()
            .filter(rule -> rule.name().equals(query))
            .findFirst()
            .map(rule -> Node.found(query, rule.source()))
            .orElseGet(() -> Node.assumed(query, METRICS));
    into.add(
        new Fields()
            .put("metric", new Leaf(metric, source.ground()))
            .put("query", source)
            .put("target", Node.assumed(target, METRICS)));
  }

  private List<AlertRule> rules() {
    List<AlertRule> waking =
        known.facts(AlertRule.class).stream()
            .filter(rule -> !"none".equals(rule.severity()))
            .toList();
    Set<String> names = new LinkedHashSet<>();
    List<AlertRule> once = waking.stream().filter(rule -> names.add(rule.name())).toList();
    return once.size() > MOST_ALERTS ? List.of() : once;
  }

  private boolean hasManyRules() {
    return !known.facts(AlertRule.class).isEmpty() && rules().isEmpty();
  }

  private Items alerts() {
    List<Node> alerts = new ArrayList<>();
    for (AlertRule rule : rules()) {
      Fields alert = new Fields().put("name", Node.found(rule.name(), rule.source()));
      String owner = rule.owner();
      alert.put("owner", owner == null ? known.lead(ALERTS) : Node.found(owner, rule.source()));
      Text runbook = rule.runbook();
      if (runbook != null) {
        alert.put("runbook", Node.found(runbook.value(), runbook.source()));
      }
      alerts.add(alert);
    }
    if (alerts.isEmpty() && !hasManyRules() && known.runs()) {
      alerts.add(
          new Fields()
              .put("name", Node.assumed("ReleaseErrors", ALERTS))
              .put("threshold", Node.assumed("1 % of requests", ALERTS))
              .put("for", Node.assumed("PT5M", ALERTS))
              .put("severity", Node.assumed("page", ALERTS))
              .put("owner", known.lead(ALERTS)));
    }
    return new Items(alerts);
  }

  private Items support() {
    List<Node> support = new ArrayList<>();
    for (Services.Service service : Services.of(known)) {
      Fields one =
          new Fields()
              .put("service", Node.found(service.name(), service.source()))
              .put("owner", known.lead(SUPPORT))
              .put("hours", known.choose(Question.SUPPORT, "working days 9-17", SUPPORT));
      known
          .answer(Question.CHANNEL)
          .ifPresent(c -> one.put("channel", Node.answered(c, Question.CHANNEL)));
      support.add(one);
    }
    return new Items(support);
  }

  private Items escalation() {
    Leaf lead = known.lead(ESCALATION);
    String owner = known.owner();
    boolean nobody = owner.equals(Known.NOBODY);
    return new Items(
        List.of(
            new Fields()
                .put("after", new Leaf("PT0S", lead.ground()))
                .put(
                    "to",
                    new Leaf(
                        Words.text(
                            nobody
                                ? "a maintainer at work"
                                : "whoever of " + owner + " is at work"),
                        lead.ground())),
            new Fields()
                .put("after", new Leaf("PT30M", lead.ground()))
                .put(
                    "to",
                    new Leaf(
                        Words.text(nobody ? "every maintainer" : "everybody of " + owner),
                        lead.ground()))));
  }

  private Items communication() {
    Leaf channel =
        known
            .contact(Contact.Kind.CHANNEL)
            .filter(c -> known.answer(Question.CHANNEL).isEmpty())
            .map(c -> Node.found(c.name(), c.source()))
            .orElseGet(() -> known.choose(Question.CHANNEL, "the issues of this repository", TOLD));
    return new Items(
        List.of(
            new Fields()
                .put("audience", Node.assumed("users", TOLD))
                .put("channel", channel)
                .put("within", Node.assumed("PT1H", TOLD))));
  }

  /// Only what is there: a link that leads nowhere helps nobody.
  private Items runbooks() {
    List<Node> runbooks = new ArrayList<>();
    known.facts(Runbook.class).stream()
        .filter(OperationsPart::isAboutRollback)
        .findFirst()
        .ifPresent(r ->
            runbooks.add(
                new Fields()
                    .put("covers", Node.found(List.of("rollback"), r.source()))
                    .put("path", Node.found(r.source().file(), r.source()))));
    return new Items(runbooks);
  }

  private static boolean isAboutRollback(Runbook runbook) {
    String words = (runbook.source().file() + " " + runbook.title()).toLowerCase(Locale.ROOT);
    String plain = words.replaceAll("[-_ ]", "");
    return plain.contains("rollback") || plain.contains("rollingback");
  }

  private Fields improvement() {
    return new Fields()
        .put("every", Node.assumed("P30D", BETTER))
        .put("owner", known.lead(BETTER))
        .put("ranking", Node.assumed("hours lost in the last month", BETTER))
        .put(
            "check",
            Node.assumed("the measure that it was meant to move, four weeks later", BETTER));
  }
}
