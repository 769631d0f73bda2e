package dev.sluice.flow.operations.runbooks;

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
import dev.sluice.flow.fact.Runbook;
import dev.sluice.flow.fact.RunbookLink;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// There is a runbook for each alert, and one for the rollback.
@AutoService(Criterion.class)
public final class Runbooks implements Criterion {
  private static final String ROLLBACK = "rollback";

  private static final Definition DEFINITION =
      Definition.of(
              "operations.runbooks",
              Stage.OPERATIONS,
              "Is there a runbook for each alert and for the rollback?",
              "Whoever is on call was not there when the service was built.",
              "list under `operations.runbooks` what covers each alert and `rollback`, and let every alert rule lead to"
                  + " a runbook that is there")
          .reads(AlertRule.class, Runbook.class, RunbookLink.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Operations operations = subject.delivery().operations();
    if (operations != null && !operations.runbooks().isEmpty()) {
      declared(operations, answer);
    }
    rollback(subject, answer);
    List<RunbookLink> links = subject.facts(RunbookLink.class);
    subject.facts(AlertRule.class).stream()
        .filter(rule -> !"none".equals(rule.severity()))
        .forEach(rule -> linked(rule, operations, links, answer));
    return answer.done();
  }

  private static void declared(Operations operations, Answer.Builder answer) {
    operations
        .runbooks()
        .forEach(r ->
            answer.declared(
                r.at().source(), r.path() + " is for " + String.join(", ", r.covers())));
    Stream.concat(
            Stream.of(ROLLBACK),
            operations.alerts().stream().filter(a -> a.runbook() == null).map(Alert::name))
        .filter(what -> !covered(what, operations))
        .forEach(what ->
            answer.gap(
                Level.DECLARED,
                operations.at().of("runbooks"),
                "no runbook is for " + what,
                "add one whose `covers` names " + what));
  }

  private static boolean covered(String what, Operations operations) {
    return operations.runbooks().stream().anyMatch(r -> r.covers().contains(what));
  }

  private static void rollback(Subject subject, Answer.Builder answer) {
    subject.facts(Runbook.class).stream()
        .filter(Runbooks::aboutRollback)
        .findFirst()
        .ifPresent(runbook ->
            answer.information(runbook.source(), runbook.title() + " is about the rollback"));
  }

  private static boolean aboutRollback(Runbook runbook) {
    String file = runbook.source().file();
    String name = file.substring(file.lastIndexOf('/') + 1);
    return Stream.concat(Stream.of(name, runbook.title()), runbook.headings().stream())
        .map(s -> s.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", ""))
        .anyMatch(s -> s.contains("rollback") || s.contains("rollingback"));
  }

  /// What an alert rule links to, by its own annotation or by delivery.yaml, has to be found.
  private static void linked(
      AlertRule rule,
      @Nullable Operations operations,
      List<RunbookLink> links,
      Answer.Builder answer) {
    Text own = rule.runbook();
    Optional<RunbookLink> link =
        links.stream()
            .filter(l -> own != null && l.source().equals(own.source()))
            .findFirst()
            .or(() -> declaredLink(rule.name(), operations, links));
    if (link.isEmpty()) {
      answer.gap(
          Level.DECLARED,
          rule.source(),
          "alert " + rule.name() + " leads to no runbook",
          "write one, and link it in the annotation `runbook_url`");
      return;
    }
    RunbookLink found = link.get();
    if (Boolean.FALSE.equals(found.found())) {
      answer.gap(
          Level.DECLARED,
          found.source(),
          "the runbook of alert " + rule.name() + " is not there: " + found.target(),
          "write it, or mend the link");
    } else {
      String outside = found.found() == null ? ", outside this repository" : "";
      answer.information(
          found.source(), "alert " + rule.name() + " leads to " + found.target() + outside);
    }
  }

  private static Optional<RunbookLink> declaredLink(
      String alert, @Nullable Operations operations, List<RunbookLink> links) {
    if (operations == null) {
      return Optional.empty();
    }
    List<Source> places =
        Stream.concat(
                operations.alerts().stream()
                    .filter(a -> a.name().equals(alert))
                    .map(a -> a.at().of("runbook")),
                operations.runbooks().stream()
                    .filter(r -> r.covers().contains(alert))
                    .map(r -> r.at().of("path")))
            .toList();
    return links.stream().filter(l -> places.contains(l.source())).findFirst();
  }
}
