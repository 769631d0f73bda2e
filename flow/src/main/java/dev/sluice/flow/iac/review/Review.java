package dev.sluice.flow.iac.review;

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
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.PolicyRule;
import dev.sluice.flow.iac.Infrastructure;
import dev.sluice.flow.iac.PullRequestAutomation;
import dev.sluice.flow.ownership.CodeOwners;
import dev.sluice.flow.protection.Protections;
import dev.sluice.flow.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Nobody changes infrastructure alone: those who answer for it have to agree.
@AutoService(Criterion.class)
public final class Review implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "iac.review",
              Stage.IAC,
              "Must somebody who answers for the infrastructure agree before it changes?",
              "A plan that nobody else has read deletes a database as quietly as it renames a tag.",
              "state `iac.review` with `from` and `paths`")
          .enforced(
              "give every infrastructure directory a code owner, and require their review by branch"
                  + " protection")
          .reads(
              IacRoot.class,
              IacResource.class,
              GitOpsApplication.class,
              OwnerRule.class,
              BranchProtection.class,
              Pipeline.class,
              PolicyRule.class);

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
    declared(iac == null ? null : iac.review(), answer);
    Optional<PolicyRule> automation = PullRequestAutomation.approving(subject);
    if (automation.isPresent()) {
      answer.enforced(
          automation.get().source(),
          automation.get().engine() + " applies nothing that is not approved");
    } else if (!Infrastructure.onlyElsewhere(subject)) {
      owners(subject, answer);
    }
    Infrastructure.cannotSeeElsewhere(subject, "the review", answer);
    return answer.done();
  }

  private static void declared(Iac.@Nullable Review review, Answer.Builder answer) {
    if (review == null || review.from().isEmpty()) {
      answer.gap(
          Level.DECLARED,
          "nothing says who reviews infrastructure",
          "add `iac.review.from` with the team that has to agree");
    } else {
      answer.declared(
          review.at().of("from"),
          "infrastructure is reviewed by " + String.join(", ", review.from()));
    }
  }

  private static void owners(Subject subject, Answer.Builder answer) {
    CodeOwners owners = new CodeOwners(subject.facts(OwnerRule.class));
    if (owners.none()) {
      answer.gap(
          Level.ENFORCED,
          "no code owners: anybody's review is enough for infrastructure",
          "add a CODEOWNERS file that names a team for the infrastructure directories");
      return;
    }
    Map<OwnerRule, Source> covered = new LinkedHashMap<>();
    places(subject)
        .forEach(place ->
            owners
                .of(place.file())
                .ifPresentOrElse(
                    rule -> covered.putIfAbsent(rule, place), () -> unowned(place, answer)));
    required(List.copyOf(covered.keySet()), subject, answer);
  }

  private static Stream<Source> places(Subject subject) {
    return Stream.concat(
        Infrastructure.roots(subject).stream().map(IacRoot::source),
        subject.facts(GitOpsApplication.class).stream().map(GitOpsApplication::source));
  }

  private static void unowned(Source place, Answer.Builder answer) {
    String file = place.file();
    String directory = file.contains("/") ? file.substring(0, file.lastIndexOf('/') + 1) : "*.tf";
    answer.gap(
        Level.ENFORCED,
        place,
        file + " has no code owner",
        "add `/" + directory + " @team` to CODEOWNERS");
  }

  private static void required(List<OwnerRule> rules, Subject subject, Answer.Builder answer) {
    Optional<BranchProtection> protection =
        Protections.branches(subject).stream()
            .filter(BranchProtection::codeOwnerReviews)
            .findFirst();
    if (protection.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "whether merging waits for the code owners lies in the branch protection, which is not"
              + " kept as code",
          "keep the branch protection as code with `require_code_owner_reviews`");
      return;
    }
    rules.forEach(rule ->
        answer.enforced(
            rule.source(),
            "`" + rule.pattern() + "` needs the review of " + String.join(", ", rule.owners())));
    BranchProtection required = protection.get();
    answer.enforced(
        required.source(), "merging into " + required.branch() + " waits for code owners");
    if (required.bypassable()) {
      answer.information(required.source(), "administrators may merge past this protection");
    }
  }
}
