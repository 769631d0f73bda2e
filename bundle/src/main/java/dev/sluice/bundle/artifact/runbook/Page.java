package dev.sluice.bundle.artifact.runbook;

import dev.sluice.bundle.Material;
import dev.sluice.bundle.artifact.prometheus.Alert;
import dev.sluice.bundle.artifact.prometheus.Alert.Meaning;
import dev.sluice.bundle.artifact.service.Service;
import dev.sluice.bundle.artifact.service.Spans;
import dev.sluice.flow.delivery.Operations;
import dev.sluice.flow.fact.AlertRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The words of a runbook: what the alert means, what to look at, how to go back, whom to call.
///
/// @param rollback path of the runbook for the rollback
record Page(Service service, Material material, String rollback) {
  /// One alert on a page.
  ///
  /// @param says the expression or the declared bound, or null
  /// @param meaning null for an alert of which only the name is known
  record Entry(
      String name,
      @Nullable String summary,
      @Nullable String says,
      @Nullable Meaning meaning,
      String path) {
    static Entry of(Alert alert) {
      return new Entry(
          alert.name(), alert.summary(), alert.expression(), alert.meaning(), alert.runbook());
    }

    static Entry of(AlertRule rule) {
      return new Entry(rule.name(), null, rule.expression().strip(), null, "");
    }

    static Entry of(Operations.Alert alert) {
      String bound = alert.threshold();
      return new Entry(alert.name(), bound == null ? null : "Its bound: " + bound, null, null, "");
    }
  }

  /// The page for some alerts, each in a section of its own.
  ///
  /// @param path of the page, from which it links to others
  String of(String path, List<Entry> entries) {
    StringBuilder page = new StringBuilder();
    boolean single = entries.size() == 1;
    boolean platform = entries.stream().allMatch(e -> e.meaning() == Meaning.PLATFORM);
    if (!single) {
      page.append("# ")
          .append(platform ? "The delivery platform" : "Alerts of " + service.name())
          .append("\n\n");
    }
    for (Entry entry : entries) {
      page.append(single ? "# " : "## ")
          .append(single ? entry.name() : heading(entry))
          .append("\n\n");
      section(entry, path, page);
    }
    escalation(page);
    return page.toString();
  }

  /// Anchors are made of headings: `delivery-queue-slow` of `Delivery queue slow`.
  private static String heading(Entry entry) {
    if (!entry.path().contains("#")) {
      return entry.name();
    }
    String words = Service.slug(entry.name()).replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private void section(Entry entry, String path, StringBuilder page) {
    String summary = entry.summary();
    if (summary != null) {
      page.append(summary).append(".\n\n");
    }
    String says = entry.says();
    if (says != null) {
      page.append("```promql\n").append(says).append("\n```\n\n");
    }
    List<String> steps = steps(entry.meaning(), Service.relative(Service.parent(path), rollback));
    for (int i = 0; i < steps.size(); i++) {
      page.append(i + 1).append(". ").append(steps.get(i)).append('\n');
    }
    page.append('\n');
  }

  private List<String> steps(@Nullable Meaning meaning, String rollbackLink) {
    Commands run = Commands.of(material, service);
    String back =
        "If a release went out in the last hour, [roll back]("
            + rollbackLink
            + ") first and look for the cause afterwards.";
    List<@Nullable String> steps =
        switch (meaning == null ? Meaning.ERRORS : meaning) {
          case ERRORS, VALUE ->
              Arrays.asList(
                  back,
                  run.status(),
                  run.logs(),
                  "Check what "
                      + service.name()
                      + " depends on: its stores, and the services that it calls.");
          case LATENCY ->
              Arrays.asList(
                  back,
                  run.status(),
                  run.load(),
                  "More load than usual: add replicas. Otherwise look for a slow dependency.");
          case STUCK ->
              Arrays.asList(
                  run.status(),
                  run.events(),
                  "[Roll back]("
                      + rollbackLink
                      + ") unless the cause is plain and mended within ten minutes.");
          case REPLICAS ->
              Arrays.asList(
                  run.events(),
                  "Look for nodes without room, an image that cannot be pulled and probes that"
                      + " fail.",
                  back);
          case RESTARTS -> Arrays.asList(run.logs(), run.load(), back);
          case DOWN -> Arrays.asList(run.status(), run.logs(), back);
          case SECRET ->
              List.of(
                  "Ask what brings the secrets for the reason: `kubectl describe externalsecret -A |"
                      + " grep -B20 SecretSyncedError`, the log of the sealed-secrets controller, or"
                      + " `vault status`.",
                  "The value of before goes on to work: do not restart anything before the store"
                      + " answers again.",
                  "The store refuses: renew the access of the operator. It is sealed: unseal it by"
                      + " its key holders. The key is gone: restore it in the store.");
          case PLATFORM ->
              List.of(
                  "Look at the dashboard of the delivery: since when, and which service?",
                  "Take the three latest failures and name one cause for each.",
                  "Bring the most frequent cause to the next review as platform debt, with the"
                      + " hours that it costs.");
        };
    return steps.stream().filter(Objects::nonNull).toList();
  }

  private void escalation(StringBuilder page) {
    Operations operations = material.delivery().operations();
    if (operations == null || operations.escalation().isEmpty()) {
      return;
    }
    page.append("## Whom to call\n\n");
    operations
        .escalation()
        .forEach(step ->
            page.append("- ")
                .append(step.after().isZero() ? "at once" : "after " + Spans.words(step.after()))
                .append(": ")
                .append(step.to())
                .append('\n'));
  }

  /// The page for the rollback.
  String rollbackPage() {
    StringBuilder page = new StringBuilder("# Rolling back " + service.name() + "\n\n");
    List<String> steps = new ArrayList<>();
    if (Withdrawal.isOne(material)) {
      steps.addAll(Withdrawal.steps(material));
    } else {
      steps.addAll(Commands.of(material, service).rollback());
      steps.addAll(Recovery.checks(material));
      steps.add(
          "Hold the version back: revert the commit that brought it, so that the next release does"
              + " not bring it again.");
    }
    steps.add("Write down when it began, when it was over, and which version was held back.");
    for (int i = 0; i < steps.size(); i++) {
      page.append(i + 1).append(". ").append(steps.get(i)).append('\n');
    }
    page.append('\n');
    Recovery.limits(material).forEach(limit -> page.append(limit).append("\n\n"));
    escalation(page);
    return page.toString();
  }
}
