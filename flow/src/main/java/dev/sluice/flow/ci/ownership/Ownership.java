package dev.sluice.flow.ci.ownership;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.OwnerRule;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.ownership.CodeOwners;
import dev.sluice.flow.protection.Protections;
import java.util.List;
import java.util.Optional;

/// Somebody triages each gate, and agrees to each change of a pipeline file.
@AutoService(Criterion.class)
public final class Ownership implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "ci.ownership",
              Stage.CI,
              "Does every gate have an owner who triages it, and every pipeline file a code owner?",
              "A red gate that is nobody's is switched off; and whoever may change a pipeline"
                  + " unseen may switch off all of them.",
              "give each of `ci.gates` an `owner`")
          .enforced(
              "name code owners for every pipeline file, and require their review by branch"
                  + " protection kept as code")
          .reads(Pipeline.class, OwnerRule.class, BranchProtection.class);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    List<Pipeline> pipelines = subject.facts(Pipeline.class);
    if (pipelines.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          "there is no pipeline file to own",
          "add the pipeline and its code owners");
    } else if (owned(pipelines, new CodeOwners(subject.facts(OwnerRule.class)), answer)) {
      reviewed(Protections.branches(subject), answer);
    }
    declared(subject, answer);
    return answer.done();
  }

  private static boolean owned(List<Pipeline> pipelines, CodeOwners owners, Answer.Builder answer) {
    if (owners.none()) {
      answer.gap(
          Level.ENFORCED,
          "nobody owns the pipeline files: there is no code-owners file",
          "add `/.github/ @your-team` to .github/CODEOWNERS");
      return false;
    }
    boolean all = true;
    for (Pipeline pipeline : pipelines) {
      String file = pipeline.source().file();
      Optional<OwnerRule> rule = owners.of(file);
      rule.ifPresent(r ->
          answer.enforced(
              r.source(),
              String.join(", ", r.owners()) + " own pipeline files: `" + r.pattern() + "`"));
      if (rule.isEmpty()) {
        answer.gap(
            Level.ENFORCED,
            pipeline.source(),
            "nobody owns " + file,
            "add `/" + file + " @your-team` to the code owners");
        all = false;
      }
    }
    return all;
  }

  private static void reviewed(List<BranchProtection> protections, Answer.Builder answer) {
    if (protections.isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "pipeline files have code owners, but whether their review is required is a setting that"
              + " no file shows",
          "keep branch protection as code, with reviews by code owners required");
      return;
    }
    protections.stream()
        .filter(p -> p.codeOwnerReviews() && !p.bypassable())
        .findFirst()
        .ifPresentOrElse(
            p ->
                answer.enforced(
                    p.source(), "merging into " + p.branch() + " needs a code owner's review"),
            () ->
                answer.gap(
                    Level.ENFORCED,
                    protections.getFirst().source(),
                    "no protection requires a code owner's review that nobody can pass by",
                    "require reviews by code owners, for administrators too"));
  }

  private static void declared(Subject subject, Answer.Builder answer) {
    Ci ci = subject.delivery().ci();
    if (ci == null || ci.gates().isEmpty()) {
      answer.gap(
          Level.DECLARED,
          "no gate is declared, so none has an owner",
          "list `ci.gates` with an `owner` each");
      return;
    }
    for (Ci.Gate gate : ci.gates()) {
      if (gate.owner() == null) {
        answer.gap(Level.DECLARED, gate.at().source(), "a gate has no owner", "add `owner`");
      } else {
        answer.declared(gate.at().of("owner"), gate.owner() + " triages the gate");
      }
    }
  }
}
