package dev.sluice.flow.iac.workflow;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.IacBackend;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.iac.Infrastructure;
import dev.sluice.flow.iac.PullRequestAutomation;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.protection.Protections;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change is planned, the plan is reviewed, and exactly that plan is applied.
@AutoService(Criterion.class)
public final class Workflow implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "iac.workflow",
              Stage.IAC,
              "Is infrastructure changed by a plan, a review, and an apply of that very plan?",
              "An apply that plans anew may do something that nobody has seen: what exists, and"
                  + " what others merged, may have changed since the review.",
              "state `iac.workflow` with the jobs that `plan` and `apply`, and `savedPlan: true`")
          .enforced(
              "save the plan (`-out`), hand it to a job behind a protected environment, and apply"
                  + " that file")
          .proven("an apply ran and recorded the plan that it applied", Duration.ofDays(30))
          .reads(
              IacRoot.class,
              IacResource.class,
              IacBackend.class,
              GitOpsApplication.class,
              Pipeline.class,
              PolicyRule.class,
              Approval.class,
              BranchProtection.class,
              Run.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    PipelineGraph graph = subject.pipelines();
    Applies applies = new Applies(graph, subject);
    String absent = absent(subject, applies);
    if (absent != null) {
      return Infrastructure.gitOpsOnly(subject)
          ? Answer.notApplicable(absent)
          : Infrastructure.notApplicable(absent);
    }
    Answer.Builder answer = Answer.build();
    Iac iac = subject.delivery().iac();
    declared(iac == null ? null : iac.workflow(), answer);
    if (!applies.none()) {
      applies.judge(answer);
    } else if (!Infrastructure.onlyElsewhere(subject)) {
      noPipeline(subject, graph, answer);
    }
    subject.runs(Run.Kind.INFRASTRUCTURE_APPLY).stream()
        .filter(run -> run.succeeded() && run.values().containsKey("plan"))
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    Infrastructure.cannotSeeElsewhere(subject, "the workflow", answer);
    return answer.done();
  }

  private static @Nullable String absent(Subject subject, Applies applies) {
    if (!applies.none()) {
      return null;
    }
    Iac iac = subject.delivery().iac();
    return (iac == null || iac.workflow() == null) && Infrastructure.gitOpsOnly(subject)
        ? "nothing is applied from a plan: GitOps applies what was merged"
        : Infrastructure.absent(subject);
  }

  private static void declared(Iac.@Nullable Workflow workflow, Answer.Builder answer) {
    if (workflow == null || workflow.plan() == null || workflow.apply() == null) {
      answer.gap(
          Level.DECLARED,
          "nothing says which job plans infrastructure and which one applies it",
          "add `iac.workflow` with `plan`, `apply` and `savedPlan`");
      return;
    }
    if (!Boolean.TRUE.equals(workflow.savedPlan())) {
      answer.gap(
          Level.DECLARED,
          workflow.at().of("savedPlan"),
          "it is not declared that exactly the reviewed plan is applied",
          "set `savedPlan: true`");
    }
    answer.declared(
        workflow.at().source(), workflow.apply() + " applies what " + workflow.plan() + " planned");
  }

  /// What can be said where no pipeline applies.
  private static void noPipeline(Subject subject, PipelineGraph graph, Answer.Builder answer) {
    Optional<PolicyRule> approving = PullRequestAutomation.approving(subject);
    if (approving.isPresent()) {
      approved(approving.get(), subject, answer);
    } else if (PullRequestAutomation.configured(subject).isPresent()) {
      answer.cannotSee(
          Level.ENFORCED,
          "whether an approval is needed before an apply lies in the settings of the service",
          "write `apply_requirements: [approved, mergeable]` for each project");
    } else if (servedRemotely(subject)) {
      answer.cannotSee(
          Level.ENFORCED,
          "the service that keeps the state may apply too; how it does cannot be seen here",
          "apply from a pipeline, or record the applies as runs");
    } else {
      List<String> plans =
          graph.occurrences(Activity.Kind.PLAN).stream().map(p -> p.activity().tool()).toList();
      answer.gap(
          Level.ENFORCED,
          plans.isEmpty()
              ? "no pipeline here plans or applies the infrastructure"
              : "a pipeline plans, but none applies what was planned",
          "plan on pull requests, and apply the saved plan from a job behind a protected"
              + " environment");
    }
  }

  /// An approval before the apply is one of the applied plan only when the next commit, and with it
  /// the next plan, ends it.
  private static void approved(PolicyRule rule, Subject subject, Answer.Builder answer) {
    List<BranchProtection> protections =
        Protections.branches(subject).stream().filter(p -> p.approvals() > 0).toList();
    Optional<BranchProtection> binding =
        protections.stream().filter(BranchProtection::dismissesStaleReviews).findFirst();
    if (binding.isPresent()) {
      answer.enforced(
          rule.source(), rule.engine() + " applies the plan of an approved pull request");
      answer.enforced(
          binding.get().source(), "and another commit, with another plan, needs another approval");
    } else if (protections.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          rule.engine()
              + " waits for an approval; whether it ends with the next commit, and so with the plan"
              + " that was approved, is not kept as code",
          "keep the branch protection as code, with `dismiss_stale_reviews = true`");
    } else {
      answer.gap(
          Level.ENFORCED,
          protections.getFirst().source(),
          "an approval outlives the commits that follow: "
              + rule.engine()
              + " may apply a plan that nobody approved",
          "set `dismiss_stale_reviews = true`");
    }
  }

  static boolean servedRemotely(Subject subject) {
    List<IacBackend> backends = subject.facts(IacBackend.class);
    return !backends.isEmpty() && backends.stream().allMatch(b -> b.kind().equals("remote"));
  }
}
