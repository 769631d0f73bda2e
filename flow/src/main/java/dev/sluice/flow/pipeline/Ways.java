package dev.sluice.flow.pipeline;

import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.fact.Trigger;
import dev.sluice.flow.pipeline.Hole.Kind;
import dev.sluice.flow.pipeline.Simulation.Upstream;
import dev.sluice.flow.pipeline.expression.Expression;
import dev.sluice.flow.pipeline.expression.Truth;
import dev.sluice.flow.pipeline.expression.Value.Result;
import dev.sluice.flow.source.Source;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks for a way from a change to what is released that leads past one gate.
final class Ways {
  private final Occurrence gate;
  private final Release release;

  Ways(Occurrence gate, Release release) {
    this.gate = gate;
    this.release = release;
  }

  /// The first way found, or none.
  Optional<Hole> past() {
    boolean same = release.node().sameRun(gate.node());
    for (Event event : Event.of(release.node().root())) {
      Optional<Hole> hole = same ? sameRun(event) : otherRun(event);
      if (hole.isPresent()) {
        return hole;
      }
    }
    return Optional.empty();
  }

  /// Whether a release belongs to the run of a gate, or follows it.
  static boolean tied(Occurrence gate, Release release) {
    return release.node().sameRun(gate.node())
        || release.node().root().triggers().stream().anyMatch(t -> follows(t, gate.node().root()));
  }

  /// Whether a release belongs to a run that another run starts.
  static boolean follows(Release release) {
    return release.node().root().triggers().stream().anyMatch(Ways::follows);
  }

  private Optional<Hole> sameRun(Event event) {
    Simulation good = Simulation.of(event);
    if (good.runs(release.node()) == Truth.FALSE) {
      return Optional.empty();
    }
    return gate.node() == release.node() ? sameJob(good) : otherJob(event, good);
  }

  private Optional<Hole> sameJob(Simulation run) {
    if (gate.step().position() > release.position()) {
      return Optional.of(
          hole(
              Kind.AFTER_RELEASE,
              gate.activity().source(),
              "`" + gate.activity().tool() + "` runs after the " + release,
              "run it before"));
    }
    Optional<Hole> skipped = skippedStep(run);
    PlacedStep step = release.step();
    if (skipped.isPresent() || step == null) {
      return skipped;
    }
    Truth despite = new Steps(run, gate.node()).runsAfterFailure(step);
    return despite.possible()
        ? Steps.conditions(step).findFirst().map(this::despite)
        : Optional.empty();
  }

  private Optional<Hole> otherJob(Event event, Simulation good) {
    Node held = heldBy(gate.node(), release.node());
    if (held == null) {
      return Optional.of(notNeeded());
    }
    Truth despite = Simulation.where(event, gate.node(), Result.FAILURE).runs(release.node());
    if (despite.possible()) {
      return Optional.of(opens(release.node()).map(this::despite).orElseGet(this::notNeeded));
    }
    if (despite == Truth.TIED) {
      return opens(release.node()).map(this::conditional);
    }
    boolean skippable =
        good.runs(gate.node()) != Truth.TRUE && good.runs(gate.node()) != Truth.SOME_LEGS;
    if (skippable
        && Simulation.where(event, gate.node(), Result.SKIPPED).runs(release.node()).possible()) {
      Optional<Text> own =
          skippableBy(gate.node())
              .filter(c -> !Steps.covered(c, Steps.conditions(release.node())))
              .findFirst();
      if (own.isPresent()) {
        return own.map(condition -> skips(condition, gate.node()));
      }
    }
    return skippedStep(good);
  }

  /// The job on the gate's side that the release waits for, when it waits for any.
  private static @Nullable Node heldBy(Node gate, Node release) {
    for (Node waiting : release.chain()) {
      for (Node needed : waiting.ancestors()) {
        if (needed.all().anyMatch(n -> n == gate)) {
          return needed;
        }
      }
    }
    return null;
  }

  /// The condition that lets the release run after a failure: its own, a caller's, or that of a job
  /// in between.
  private static Optional<Text> opens(Node node) {
    return Stream.concat(
            node.chain().stream().toList().reversed().stream(), node.ancestors().stream())
        .flatMap(n -> Stream.ofNullable(n.job().condition()))
        .filter(c -> Expression.parse(c.value()).asksForStatus())
        .findFirst();
  }

  private static Stream<Text> skippableBy(Node node) {
    return Stream.concat(
        Steps.conditions(node), node.ancestors().stream().flatMap(Steps::conditions));
  }

  private Optional<Hole> skippedStep(Simulation run) {
    PlacedStep releasing = release.step();
    List<Text> shared =
        Stream.concat(
                Steps.conditions(release.node()),
                releasing == null ? Stream.of() : Steps.conditions(releasing))
            .toList();
    return new Steps(run, gate.node())
        .skips(gate.step(), shared)
        .map(condition -> skips(condition, gate.node()));
  }

  /// A release in another run: it is held back only when it follows the successful run of the
  /// gate's workflow.
  private Optional<Hole> otherRun(Event event) {
    if (Simulation.of(event).runs(release.node()) == Truth.FALSE) {
      return Optional.empty();
    }
    Trigger trigger = event.trigger();
    if (!follows(trigger, gate.node().root())) {
      return Optional.of(event.byHand() ? byHand(trigger.source()) : elsewhere(event));
    }
    for (Event before : Event.of(gate.node().root())) {
      Upstream failed = new Upstream(Result.FAILURE, before.name());
      if (Simulation.after(event, failed).runs(release.node()).possible()) {
        return Optional.of(afterFailure(trigger));
      }
      Upstream passed = new Upstream(Result.SUCCESS, before.name());
      boolean feeds = Simulation.after(event, passed).runs(release.node()) != Truth.FALSE;
      Optional<Hole> skipped = feeds ? skippedIn(Simulation.of(before)) : Optional.empty();
      if (skipped.isPresent()) {
        return skipped;
      }
    }
    return Optional.empty();
  }

  private Optional<Hole> skippedIn(Simulation run) {
    if (!run.runs(gate.node()).certain()) {
      Optional<Text> condition = skippableBy(gate.node()).findFirst();
      if (condition.isPresent()) {
        return condition.map(c -> skips(c, gate.node()));
      }
    }
    return skippedStep(run);
  }

  private static boolean follows(Trigger trigger, Pipeline workflow) {
    return follows(trigger)
        && (trigger.workflows().contains(workflow.name())
            || trigger.workflows().contains(workflow.source().file()));
  }

  private static boolean follows(Trigger trigger) {
    return trigger.event().equals("workflow_run");
  }

  private Hole despite(Text condition) {
    return hole(
        Kind.RUNS_DESPITE_FAILURE,
        condition.source(),
        "the "
            + release
            + " runs under `"
            + Swallowed.oneLine(condition.value())
            + "`, also when "
            + gate.node()
            + " failed",
        "ask for `needs."
            + gate.node().chain().getFirst().job().id()
            + ".result == 'success'` in it");
  }

  private Hole conditional(Text condition) {
    return hole(
        Kind.CONDITIONAL,
        condition.source(),
        "whether the "
            + release
            + " waits for a success cannot be told from `"
            + Swallowed.oneLine(condition.value())
            + "`",
        "ask for `needs."
            + gate.node().chain().getFirst().job().id()
            + ".result == 'success'` in it");
  }

  private Hole skips(Text condition, Node node) {
    boolean paths = Steps.asksForPaths(condition, node);
    return hole(
        paths ? Kind.PATH_FILTER : Kind.CONDITIONAL,
        condition.source(),
        "`"
            + gate.activity().tool()
            + "` is skipped where `"
            + Swallowed.oneLine(condition.value())
            + "` does not hold, and the "
            + release
            + " runs all the same",
        paths
            ? "run it for every change, or release only what it ran for"
            : "run it for every release");
  }

  private Hole notNeeded() {
    return hole(
        Kind.NOT_NEEDED,
        release.node().job().source(),
        "the " + release + " does not wait for " + gate.node(),
        "add `"
            + gate.node().chain().getFirst().job().id()
            + "` to the `needs` of job "
            + release.node().chain().getFirst().job().id());
  }

  private Hole byHand(Source at) {
    return hole(
        Kind.BY_HAND,
        at,
        "the " + release + " can be started by hand, without " + gate.node(),
        "run the gate in " + release.node().root().source().file() + " too, and need it there");
  }

  private Hole elsewhere(Event event) {
    return hole(
        Kind.OTHER_RUN,
        event.trigger().source(),
        "the "
            + release
            + " starts on "
            + (event.tag() ? "a tag or release" : event.name())
            + " and does not wait for "
            + gate.node()
            + (event.tag() ? "; a tag can be put on a commit that was never merged" : ""),
        "run the gate in " + release.node().root().source().file() + " too, and need it there");
  }

  private Hole afterFailure(Trigger trigger) {
    return hole(
        Kind.AFTER_FAILED_RUN,
        trigger.source(),
        "the " + release + " follows runs of " + gate.node().root().name() + " that failed, too",
        "ask for `github.event.workflow_run.conclusion == 'success'` in job "
            + release.node().chain().getFirst().job().id());
  }

  private static Hole hole(Kind kind, Source source, String message, String fix) {
    return new Hole(kind, source, message, fix);
  }
}
