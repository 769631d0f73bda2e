package dev.sluice.flow.iac.workflow;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.EnvironmentNames;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Approval;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.protection.Protections;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The places where pipelines apply infrastructure: with which plan, and after whose review.
final class Applies {
  private static final List<String> PLANNING = List.of("terraform", "tofu", "terragrunt");
  private final Subject subject;
  private final List<Occurrence> applies;
  private final List<Occurrence> plans;

  Applies(PipelineGraph graph, Subject subject) {
    this.subject = subject;
    this.applies = graph.occurrences(Activity.Kind.APPLY);
    this.plans = graph.occurrences(Activity.Kind.PLAN);
  }

  boolean none() {
    return applies.isEmpty();
  }

  /// Says of each apply whether it applies a plan that somebody reviewed.
  void judge(Answer.Builder answer) {
    Map<Source, Occurrence> places = new LinkedHashMap<>();
    applies.forEach(a -> places.merge(a.activity().source(), a, Applies::surer));
    places.values().forEach(apply -> judge(apply, answer));
  }

  /// Of two branches at one place the one with a plan: whether the other is ever taken cannot be
  /// told.
  private static Occurrence surer(Occurrence one, Occurrence other) {
    return one.activity().target() == null && other.activity().target() != null ? other : one;
  }

  private void judge(Occurrence apply, Answer.Builder answer) {
    Activity activity = apply.activity();
    if (isTrial(apply)) {
      answer.information(
          activity.source(),
          "`" + activity.tool() + "` tries the code out, and deploys nothing that stays");
    } else if (activity.tool().contains("destroy")) {
      answer.gap(
          Level.ENFORCED,
          activity.source(),
          "`" + activity.tool() + "` destroys what it finds, and nobody reviews what that is",
          "save `plan -destroy` with `-out`, and apply that file");
    } else if (activity.target() == null) {
      plansAnew(apply, answer);
    } else if (plans.stream().anyMatch(plan -> plan.node() == apply.node())) {
      answer.gap(
          Level.ENFORCED,
          activity.source(),
          "the plan is made and applied in one job, and nobody reviews it in between",
          "apply it from a job of its own behind a protected environment");
    } else if (activity.target().equals(Activity.UNKNOWN)) {
      answer.cannotSee(
          Level.ENFORCED,
          "whether `" + activity.tool() + "` applies a saved plan hangs on a variable",
          "write the saved plan where it is applied");
    } else {
      reviewed(apply, answer);
    }
  }

  private void plansAnew(Occurrence apply, Answer.Builder answer) {
    Activity activity = apply.activity();
    String message = "`" + activity.tool() + "` plans anew: what it does is not what was reviewed";
    String fix = "save the plan with `-out`, and apply that file";
    if (Workflow.servedRemotely(subject) || beforeMerge(apply) || !plansAhead(activity)) {
      answer.gap(Level.ENFORCED, activity.source(), message, fix);
    } else {
      answer.contradicted(activity.source(), message, fix);
    }
  }

  /// Whether the tool can save a plan at all.
  private static boolean plansAhead(Activity activity) {
    String tool = activity.tool().toLowerCase(Locale.ROOT);
    return PLANNING.stream().anyMatch(tool::contains);
  }

  /// Whether what is applied is gone soon: the same job destroys it again.
  private static boolean isTrial(Occurrence apply) {
    return apply.node().steps().stream()
        .flatMap(step -> Stream.ofNullable(step.step().run()))
        .map(Text::value)
        .anyMatch(run -> run.contains(" destroy"));
  }

  /// Whether it runs only for changes that are not merged yet: into a preview, say.
  private static boolean beforeMerge(Occurrence apply) {
    List<Event> events = apply.node().events();
    return !events.isEmpty() && events.stream().allMatch(Event::change);
  }

  private void reviewed(Occurrence apply, Answer.Builder answer) {
    Text environment = apply.node().job().environment();
    Optional<Approval> approval =
        environment == null
            ? Optional.empty()
            : Protections.environments(subject).stream()
                .filter(a -> EnvironmentNames.same(a.environment(), environment.value()))
                .findFirst();
    Optional<BranchProtection> protection =
        Protections.branches(subject).stream()
            .filter(p -> p.approvals() > 0 && plannedOnChange())
            .findFirst();
    Activity activity = apply.activity();
    if (approval.isPresent()) {
      answer.enforced(activity.source(), "`" + activity.tool() + "` applies the saved plan");
      answer.enforced(
          approval.get().source(), "and waits for " + String.join(", ", approval.get().from()));
    } else if (protection.isPresent()) {
      answer.enforced(activity.source(), "`" + activity.tool() + "` applies the saved plan");
      answer.enforced(protection.get().source(), "of a change that was reviewed with its plan");
    } else {
      answer.cannotSee(
          Level.ENFORCED,
          environment == null
              ? "whether somebody reviews the saved plan before it is applied cannot be seen here"
              : "whether the environment "
                  + environment.value()
                  + " waits for a reviewer is not kept as code",
          "keep the environment's reviewers, or the branch protection, as code");
    }
  }

  private boolean plannedOnChange() {
    return plans.stream().anyMatch(plan -> plan.node().events().stream().anyMatch(Event::change));
  }
}
