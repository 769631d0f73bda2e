package dev.sluice.flow.ci.failurehandling;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Ci.Blocks;
import dev.sluice.flow.delivery.Ci.FlakyTests;
import dev.sluice.flow.delivery.Ci.Gate;
import dev.sluice.flow.delivery.Ci.GateKind;
import dev.sluice.flow.delivery.Ci.OnFailure;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Job;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a failing gate blocks, who is told, and within which time somebody acts.
///
/// Only people can say that, so there is nothing to enforce; whether a gate really blocks is asked
/// by the gates' own criteria. A job that is declared to block and tolerates its failure refutes
/// the declaration here too.
@AutoService(Criterion.class)
public final class FailureHandling implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "ci.failure-handling",
              Stage.CI,
              "Is it said for each gate what its failure blocks, who is told and within which time, and what happens to flaky tests?",
              "A failure that nobody has to act on is repeated until it passes.",
              "give each of `ci.gates` an `onFailure: {blocks, notify, within}`, and state `ci.flakyTests` with policy and owner")
          .reads(Pipeline.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    Ci ci = subject.delivery().ci();
    List<Job> jobs =
        subject.facts(Pipeline.class).stream().flatMap(p -> p.jobs().stream()).toList();
    if (ci == null || ci.gates().isEmpty()) {
      answer.gap(
          Level.DECLARED,
          "no gate is declared, so nothing says what a failure does",
          "list `ci.gates` with `onFailure: {blocks: merge, notify: …, within: PT4H}` each");
    } else {
      ci.gates().forEach(gate -> gate(gate, jobs, answer));
      if (ci.gates().stream().anyMatch(gate -> gate.kind() == GateKind.TEST)) {
        flaky(ci.flakyTests(), answer);
      }
    }
    jobs.stream()
        .flatMap(job -> job.steps().stream())
        .flatMap(step -> step.activities().stream())
        .filter(activity -> activity.kind() == Activity.Kind.NOTIFY)
        .forEach(a -> answer.information(a.source(), "`" + a.tool() + "` tells somebody"));
    return answer.done();
  }

  private static void gate(Gate gate, List<Job> jobs, Answer.Builder answer) {
    String name = gate.kind().name().toLowerCase(Locale.ROOT) + " gate";
    OnFailure failure = gate.onFailure();
    if (failure == null) {
      answer.gap(
          Level.DECLARED,
          gate.at().source(),
          "nothing says what a failure of the " + name + " does",
          "add `onFailure: {blocks: merge, notify: …, within: PT4H}`");
      return;
    }
    answer.declared(failure.at().source(), "what a failure of the " + name + " does is declared");
    lacks(failure, "blocks", failure.blocks(), name, answer);
    lacks(failure, "notify", failure.notifies(), name, answer);
    lacks(failure, "within", failure.within(), name, answer);
    Blocks blocks = failure.blocks();
    if (blocks != null && blocks != Blocks.NOTHING) {
      jobs.stream()
          .filter(job -> job.id().equals(gate.job()))
          .forEach(job -> tolerated(job, failure, blocks, answer));
    }
  }

  private static void lacks(
      OnFailure failure, String key, @Nullable Object value, String name, Answer.Builder answer) {
    if (value == null) {
      answer.gap(
          Level.DECLARED,
          failure.at().source(),
          "the " + name + " does not say `" + key + "`",
          "add `" + key + "` to `onFailure`");
    }
  }

  private static void tolerated(Job job, OnFailure failure, Blocks blocks, Answer.Builder answer) {
    Text tolerated = job.continueOnError();
    if (tolerated != null && tolerated.value().strip().equals("true")) {
      answer.contradicted(
          tolerated.source(),
          "job "
              + job.id()
              + " may fail, but "
              + failure.at().of("blocks")
              + " says that it blocks "
              + blocks.name().toLowerCase(Locale.ROOT),
          "remove `continue-on-error`");
    }
  }

  private static void flaky(@Nullable FlakyTests flaky, Answer.Builder answer) {
    if (flaky == null || flaky.policy() == null || flaky.owner() == null) {
      String message = "nothing says what happens to flaky tests, and who mends them";
      String fix = "set `ci.flakyTests: {policy: quarantine, owner: …, within: P7D}`";
      if (flaky == null) {
        answer.gap(Level.DECLARED, message, fix);
      } else {
        answer.gap(Level.DECLARED, flaky.at().source(), message, fix);
      }
    } else {
      answer.declared(flaky.at().of("policy"), "flaky tests: " + flaky.policy());
    }
  }
}
