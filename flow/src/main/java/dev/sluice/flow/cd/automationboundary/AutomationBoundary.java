package dev.sluice.flow.cd.automationboundary;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.protection.Protections;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every hop says whether it runs by itself or waits for a person, and the machines behave so.
@AutoService(Criterion.class)
public final class AutomationBoundary implements Criterion {
  private static final Set<String> BY_HAND = Set.of("workflow_dispatch", "repository_dispatch");
  private static final Definition DEFINITION =
      Definition.of(
              "cd.automation-boundary",
              Stage.CD,
              "Is it explicit which hops run by themselves and which wait for a person?",
              "Where that is unclear, people wait for a machine that waits for them, or a machine"
                  + " goes on alone.",
              "set `promotion: automatic` or `promotion: manual` for each environment that is"
                  + " promoted into")
          .enforced(
              "let an approval or a hand-started job guard each manual hop, and a pipeline or a"
                  + " synced application run each automatic one")
          .reads(Pipeline.class, Approval.class, GitOpsApplication.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    List<Environment> hops =
        subject.delivery().environments().stream()
            .filter(e -> !e.promotesFrom().isEmpty() || e.production())
            .toList();
    hops.forEach(hop -> hop(hop, subject, answer));
    return answer.done();
  }

  private static void hop(Environment hop, Subject subject, Answer.Builder answer) {
    Environment.Promotion promotion = hop.promotion();
    if (promotion == null) {
      answer.gap(
          Level.DECLARED,
          hop.at().source(),
          "nothing says whether " + hop.name() + " is entered automatically",
          "set `promotion`");
      return;
    }
    boolean manual = promotion == Environment.Promotion.MANUAL;
    answer.declared(
        hop.at().of("promotion"),
        hop.name() + (manual ? " waits for a person" : " is entered by itself"));
    Optional<Source> guard = manual ? guarded(hop, subject) : runs(hop, subject);
    guard.ifPresentOrElse(
        source ->
            answer.enforced(
                source,
                manual
                    ? "a person lets a release into " + hop.name()
                    : "a machine enters " + hop.name()),
        () -> unseen(hop, manual, answer));
  }

  private static void unseen(Environment hop, boolean manual, Answer.Builder answer) {
    answer.cannotSee(
        Level.ENFORCED,
        manual
            ? "nothing in this repository makes " + hop.name() + " wait for a person"
            : "nothing in this repository enters " + hop.name() + " by itself",
        manual
            ? "keep the protection of " + hop.name() + " as code, or start its job by hand only"
            : "add the job or the application that enters " + hop.name());
  }

  private static Optional<Source> guarded(Environment hop, Subject subject) {
    Stream<Source> approvals =
        Protections.environments(subject).stream()
            .filter(a -> hop.isCalled(a.environment()) && !a.from().isEmpty())
            .map(Approval::source);
    Stream<Source> byHand =
        deploying(hop, subject)
            .filter(
                d -> d.pipeline().triggers().stream().allMatch(t -> BY_HAND.contains(t.event())))
            .map(d -> d.environment().source());
    return Stream.concat(approvals, byHand).findFirst();
  }

  private static Optional<Source> runs(Environment hop, Subject subject) {
    Stream<Source> applications =
        subject.facts(GitOpsApplication.class).stream()
            .filter(a -> a.automated() && a.environment() != null && hop.isCalled(a.environment()))
            .map(GitOpsApplication::source);
    Stream<Source> jobs =
        deploying(hop, subject)
            .filter(d -> d.pipeline().triggers().stream().anyMatch(AutomationBoundary::byItself))
            .map(d -> d.environment().source());
    return Stream.concat(applications, jobs).findFirst();
  }

  private static boolean byItself(Trigger trigger) {
    return !BY_HAND.contains(trigger.event());
  }

  /// The jobs that enter an environment, with their pipelines.
  private static Stream<Deploying> deploying(Environment hop, Subject subject) {
    return subject.facts(Pipeline.class).stream()
        .flatMap(pipeline ->
            pipeline.jobs().stream()
                .filter(job -> !Node.onlyRollsBack(job))
                .flatMap(job -> Stream.ofNullable(job.environment()))
                .filter(environment -> hop.isCalled(environment.value()))
                .map(environment -> new Deploying(pipeline, environment)));
  }

  private record Deploying(Pipeline pipeline, Text environment) {}
}
