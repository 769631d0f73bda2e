package dev.sluice.flow.cd.approvals;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Environment;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.protection.Protections;
import java.util.ArrayList;
import java.util.List;

/// Each hop into production says who approves it: from whom, how many, not by oneself, and for how
/// long.
@AutoService(Criterion.class)
public final class Approvals implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "cd.approvals",
              Stage.CD,
              "Is it explicit and enforced who approves each hop into production?",
              "An approval that its author can give, or that never ends, approves nothing.",
              "give each production environment `approvals` with `from`, `quorum`, `selfApproval:"
                  + " false` and `expires`, or `promotion: automatic`")
          .enforced(
              "protect the environment in settings kept as code, with reviewers and without"
                  + " self-review")
          .reads(Approval.class, Pipeline.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    List<Environment> production = subject.delivery().productionEnvironments();
    if (!production.isEmpty() && production.stream().allMatch(Approvals::byItself)) {
      return Answer.notApplicable("production is declared to be entered without a person");
    }
    Answer.Builder answer = Answer.build();
    production.forEach(e -> environment(e, subject, answer));
    if (production.isEmpty()) {
      Protections.environments(subject).stream()
          .filter(a -> subject.isProduction(a.environment()) && protects(a))
          .forEach(a -> answer.enforced(a.source(), words(a)));
    }
    return answer.done();
  }

  private static void environment(Environment environment, Subject subject, Answer.Builder answer) {
    Environment.Approvals approvals = environment.approvals();
    if (approvals != null) {
      declared(environment, approvals, answer);
      enforced(environment, approvals, Protections.environments(subject), answer);
    } else if (!byItself(environment)) {
      answer.gap(
          Level.DECLARED,
          environment.at().source(),
          "nothing says who approves a release into " + environment.name(),
          "add `approvals`, or `promotion: automatic`");
    }
  }

  private static boolean byItself(Environment environment) {
    return environment.approvals() == null
        && environment.promotion() == Environment.Promotion.AUTOMATIC;
  }

  private static void declared(
      Environment environment, Environment.Approvals approvals, Answer.Builder answer) {
    List<String> lacking = new ArrayList<>();
    if (approvals.from().isEmpty()) {
      lacking.add("from");
    }
    if (approvals.quorum() == null) {
      lacking.add("quorum");
    }
    if (approvals.selfApproval() == null) {
      lacking.add("selfApproval");
    }
    if (approvals.expires() == null) {
      lacking.add("expires");
    }
    if (lacking.isEmpty()) {
      answer.declared(
          approvals.at().source(),
          approvals.quorum()
              + " of "
              + approvals.from()
              + " approve a release into "
              + environment.name());
    } else {
      answer.gap(
          Level.DECLARED,
          approvals.at().source(),
          "the approval for "
              + environment.name()
              + " does not say its "
              + String.join(", ", lacking),
          "add " + String.join(", ", lacking));
    }
    if (Boolean.TRUE.equals(approvals.selfApproval())) {
      answer.contradicted(
          approvals.at().of("selfApproval"),
          "who changed something may approve it for " + environment.name(),
          "set `selfApproval: false`");
    }
  }

  private static void enforced(
      Environment environment,
      Environment.Approvals approvals,
      List<Approval> seen,
      Answer.Builder answer) {
    List<Approval> here = seen.stream().filter(a -> environment.isCalled(a.environment())).toList();
    if (here.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "whether " + environment.name() + " is protected lies in the forge's settings",
          "keep the protection of "
              + environment.name()
              + " as code: Terraform, or a settings file");
    }
    here.forEach(approval -> compare(approval, environment, approvals, answer));
  }

  private static void compare(
      Approval seen, Environment environment, Environment.Approvals asked, Answer.Builder answer) {
    Integer quorum = asked.quorum();
    if (!protects(seen)) {
      answer.gap(
          Level.ENFORCED,
          seen.source(),
          environment.name() + " asks nobody for an approval",
          "add reviewers");
    } else if (quorum != null && seen.quorum() < quorum) {
      answer.contradicted(
          seen.source(),
          environment.name()
              + " asks for "
              + seen.quorum()
              + " approval, but "
              + asked.at().of("quorum")
              + " declares "
              + quorum,
          "make the two agree");
    } else if (!Boolean.FALSE.equals(seen.selfApproval())) {
      answer.gap(
          Level.ENFORCED,
          seen.source(),
          "who changed something may approve it for " + environment.name(),
          "prevent self-review");
    } else {
      answer.enforced(seen.source(), words(seen));
    }
  }

  private static boolean protects(Approval approval) {
    return !approval.from().isEmpty() && approval.quorum() > 0;
  }

  private static String words(Approval approval) {
    return approval.via() + " asks " + approval.from() + " before " + approval.environment();
  }
}
