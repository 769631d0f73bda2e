package dev.sluice.flow.iac.policychecks;

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
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.GitOpsApplication;
import dev.sluice.flow.fact.IacResource;
import dev.sluice.flow.fact.IacRoot;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.iac.Infrastructure;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.protection.Protections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What must never be built is refused by a machine, before it exists.
@AutoService(Criterion.class)
public final class PolicyChecks implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "iac.policy-checks",
              Stage.IAC,
              "Are infrastructure policies written as code, and is a violation refused?",
              "A rule that only a reviewer remembers is forgotten on the day that it matters: the"
                  + " open bucket is applied.",
              "list `iac.policies` with `name`, `engine` and `enforcedAt`")
          .enforced(
              "run the policies (conftest, checkov, …) in a job that the apply needs, or refuse"
                  + " violations at the plan (Sentinel, mandatory) or at admission")
          .reads(
              IacRoot.class,
              IacResource.class,
              GitOpsApplication.class,
              Pipeline.class,
              PolicyRule.class,
              BranchProtection.class);

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
    declared(subject, answer);
    if (!Infrastructure.onlyElsewhere(subject)) {
      enforced(subject, answer);
    }
    Infrastructure.cannotSeeElsewhere(subject, "what checks policies", answer);
    return answer.done();
  }

  private static void declared(Subject subject, Answer.Builder answer) {
    Iac iac = subject.delivery().iac();
    List<Iac.Policy> policies = iac == null ? List.of() : iac.policies();
    for (Iac.Policy policy : policies) {
      if (policy.enforcedAt().isEmpty()) {
        answer.gap(
            Level.DECLARED,
            policy.at().source(),
            "nothing says where " + policy.name() + " is enforced",
            "add `enforcedAt: [ci]`, or plan, apply, admission");
      } else {
        String where =
            policy.enforcedAt().stream()
                .map(at -> at.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        answer.declared(policy.at().of("name"), policy.name() + " is enforced at " + where);
      }
    }
    if (policies.isEmpty()) {
      answer.gap(
          Level.DECLARED,
          "no infrastructure policies are named",
          "add `iac.policies` with what must never be built");
    }
  }

  private static void enforced(Subject subject, Answer.Builder answer) {
    Set<String> subjects =
        Infrastructure.gitOpsOnly(subject)
            ? Set.of("kubernetes", "image", "any")
            : Set.of("terraform", "any");
    List<PolicyRule> rules =
        subject.facts(PolicyRule.class).stream()
            .filter(rule -> !rule.engine().equals("atlantis"))
            .filter(rule -> subjects.contains(rule.subject()))
            .toList();
    List<PolicyRule> blocking = rules.stream().filter(PolicyRule::blocks).toList();
    blocking.forEach(rule ->
        answer.enforced(rule.source(), rule.engine() + " refuses what breaks " + rule.name()));
    PipelineGraph graph = subject.pipelines();
    PolicyGates gates = new PolicyGates(graph, Protections.branches(subject));
    boolean gated = gates.judge(blocking.isEmpty(), answer);
    if (blocking.isEmpty() && !gated) {
      unchecked(rules, answer);
    }
  }

  private static void unchecked(List<PolicyRule> rules, Answer.Builder answer) {
    if (rules.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "no policy checks the infrastructure",
          "run a policy check (conftest, checkov, trivy config) in a job that the apply needs");
    } else {
      PolicyRule first = rules.getFirst();
      answer.gap(
          Level.ENFORCED,
          first.source(),
          "nothing runs the policies of " + first.engine() + " so that a violation is refused",
          "run them in a job that the apply needs");
    }
  }
}
