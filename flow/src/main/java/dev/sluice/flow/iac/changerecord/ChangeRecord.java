package dev.sluice.flow.iac.changerecord;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.decision.DecisionTable;
import dev.sluice.flow.decision.Decisions;
import dev.sluice.flow.delivery.Iac;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.fact.Run;
import dev.sluice.flow.iac.Infrastructure;
import dev.sluice.flow.iac.PullRequestAutomation;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.protection.Protections;
import dev.sluice.flow.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What runs can be traced to the change that asked for it, without a gap.
@AutoService(Criterion.class)
public final class ChangeRecord implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "iac.change-record",
              Stage.IAC,
              "Does an unbroken record lead from the request for a change to the deployed state?",
              "After an incident nobody can say which change made what runs, who asked for it and"
                  + " who agreed.",
              "state `iac.changeRecord` with `store` and `links` of at least request, commit and"
                  + " apply")
          .enforced(
              "let changes enter only through reviewed pull requests (branch protection as code),"
                  + " and let only the pipeline apply")
          .proven("an apply recorded its request, its commit and its plan", Duration.ofDays(30))
          .reads(
              IacRoot.class,
              IacResource.class,
              GitOpsApplication.class,
              Pipeline.class,
              PolicyRule.class,
              BranchProtection.class,
              Run.class);

  private static final List<Iac.RecordLink> NEEDED =
      List.of(Iac.RecordLink.REQUEST, Iac.RecordLink.COMMIT, Iac.RecordLink.APPLY);
  private static final Set<String> RECORDED = Set.of("request", "commit", "plan");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    String absent = Infrastructure.absent(subject);
    if (absent != null) {
      return Infrastructure.notApplicable(absent);
    }
    Answer.Builder answer = Answer.build();
    Decisions.judge(DecisionTable.IAC_GOVERNANCE, DEFINITION, subject, answer);
    Iac iac = subject.delivery().iac();
    declared(iac == null ? null : iac.changeRecord(), answer);
    if (!Infrastructure.onlyElsewhere(subject)) {
      enforced(subject, answer);
    }
    subject.runs(Run.Kind.INFRASTRUCTURE_APPLY).stream()
        .filter(run -> run.succeeded() && run.values().keySet().containsAll(RECORDED))
        .findFirst()
        .ifPresent(run -> answer.proven(run.source(), run.summary(), run.at()));
    Infrastructure.cannotSeeElsewhere(subject, "the change record", answer);
    return answer.done();
  }

  private static void declared(Iac.@Nullable ChangeRecord record, Answer.Builder answer) {
    if (record == null || record.store() == null) {
      answer.gap(
          Level.DECLARED,
          "nothing says where changes of infrastructure are recorded",
          "add `iac.changeRecord` with `store` and `links`");
      return;
    }
    NEEDED.stream()
        .filter(link -> !record.links().contains(link))
        .forEach(link ->
            answer.gap(
                Level.DECLARED,
                record.at().of("links"),
                "the record does not link the " + link.name().toLowerCase(Locale.ROOT),
                "add `" + link.name().toLowerCase(Locale.ROOT) + "` to `links`"));
    answer.declared(record.at().of("store"), "changes are recorded in " + record.store());
  }

  private static void enforced(Subject subject, Answer.Builder answer) {
    Optional<Source> applies = applies(subject);
    if (applies.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "nothing here applies the infrastructure, so what is applied is recorded nowhere",
          "apply from a pipeline");
      return;
    }
    Optional<BranchProtection> protection =
        Protections.branches(subject).stream().filter(p -> p.approvals() > 0).findFirst();
    if (protection.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "whether a change can be made without a pull request lies in the branch protection, which"
              + " is not kept as code",
          "keep the branch protection as code");
      return;
    }
    answer.enforced(applies.get(), "what is applied is recorded with its commit");
    answer.enforced(
        protection.get().source(), "a change enters only by a pull request that somebody approved");
  }

  /// What applies infrastructure so that the commit is recorded with it.
  private static Optional<Source> applies(Subject subject) {
    PipelineGraph graph = subject.pipelines();
    return graph.occurrences(Activity.Kind.APPLY).stream()
        .map(apply -> apply.activity().source())
        .findFirst()
        .or(() -> PullRequestAutomation.configured(subject).map(PolicyRule::source))
        .or(() ->
            subject.facts(GitOpsApplication.class).stream()
                .filter(GitOpsApplication::automated)
                .map(GitOpsApplication::source)
                .findFirst());
  }
}
