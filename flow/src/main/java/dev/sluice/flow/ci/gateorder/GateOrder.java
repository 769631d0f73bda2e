package dev.sluice.flow.ci.gateorder;

import com.google.auto.service.AutoService;
import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Criterion;
import dev.sluice.flow.criterion.Definition;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Stage;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.fact.Activity.Kind;
import dev.sluice.flow.fact.BranchProtection;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.pipeline.Hole;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.pipeline.Release;
import dev.sluice.flow.protection.Protections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Cheap checks come before dear ones, and nothing is released before every gate of its run has
/// passed.
///
/// Checks that run after a release, such as smoke tests, are no gates and are left out.
@AutoService(Criterion.class)
public final class GateOrder implements Criterion {
  private static final Definition DEFINITION =
      Definition.of(
              "ci.gate-order",
              Stage.CI,
              "Do cheap gates come before dear ones, and every gate before the release?",
              "A release that runs beside its gates is out before they can say no; and a typo that"
                  + " is found after an hour of tests costs an hour.",
              "list `ci.gates` in the order in which they run")
          .enforced("let every job that releases wait, by `needs`, for every gate of its run")
          .reads(Pipeline.class, BranchProtection.class);

  /// The kinds of gates, the one that is missed most first.
  private static final List<Kind> WEIGHT =
      List.of(Kind.TEST, Kind.SCAN, Kind.POLICY, Kind.BUILD, Kind.VALIDATE_CONFIG, Kind.LINT);

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    PipelineGraph graph = subject.pipelines();
    List<Occurrence> gates =
        graph
            .occurrences(
                Kind.LINT, Kind.BUILD, Kind.TEST, Kind.SCAN, Kind.POLICY, Kind.VALIDATE_CONFIG)
            .stream()
            .filter(gate -> graph.swallowed(gate).isEmpty())
            .toList();
    if (graph.releases().isEmpty()) {
      answer.cannotSee(
          Level.ENFORCED,
          "no pipeline here releases anything, so nothing shows what comes before a release",
          "let a pipeline release, after its gates");
    }
    List<BranchProtection> protections = Protections.branches(subject);
    IdentityHashMap<Release, List<Occurrence>> tied = graph.tied(gates);
    Map<Kind, Occurrence> apart = apart(gates, graph, protections);
    graph
        .releases()
        .forEach(release ->
            release(release, tied.getOrDefault(release, List.of()), apart, gates, graph, answer));
    lateLint(gates, answer);
    declared(subject.delivery().ci(), answer);
    return answer.done();
  }

  private static void release(
      Release release,
      List<Occurrence> tied,
      Map<Kind, Occurrence> apart,
      List<Occurrence> gates,
      PipelineGraph graph,
      Answer.Builder answer) {
    List<Occurrence> before = tied.stream().filter(gate -> comesBefore(gate, release)).toList();
    if (gates.isEmpty()) {
      answer.gap(
          Level.ENFORCED,
          release.source(),
          "no gate runs before the " + release + " in its run",
          "run the gates in " + release.node().root().source().file() + ", and need them");
      return;
    }
    boolean all = elsewhere(before, apart, answer);
    for (Occurrence gate : before) {
      Optional<Hole> hole = graph.past(gate, release);
      if (hole.isPresent()) {
        answer.gap(Level.ENFORCED, hole.get().source(), hole.get().message(), hole.get().fix());
        all = false;
      }
    }
    if (all && !before.isEmpty()) {
      answer.enforced(release.source(), "the " + release + " waits for every gate of its run");
    }
  }

  /// The first gate of each kind that no branch protection makes merging wait for.
  private static Map<Kind, Occurrence> apart(
      List<Occurrence> gates, PipelineGraph graph, List<BranchProtection> protections) {
    Map<Kind, Occurrence> apart = new EnumMap<>(Kind.class);
    for (Occurrence gate : gates) {
      Kind kind = gate.activity().kind();
      if (!apart.containsKey(kind)
          && graph.missesChanges(gate).stream().noneMatch(GateOrder::notOnChanges)
          && graph.requiredBy(gate, protections).isEmpty()) {
        apart.put(kind, gate);
      }
    }
    return apart;
  }

  /// Whether every kind of gate runs before the release, in its run or, by branch protection,
  /// before the merge.
  private static boolean elsewhere(
      List<Occurrence> before, Map<Kind, Occurrence> unheld, Answer.Builder answer) {
    Set<Kind> kinds = before.stream().map(g -> g.activity().kind()).collect(Collectors.toSet());
    Optional<Occurrence> apart =
        WEIGHT.stream()
            .filter(kind -> !kinds.contains(kind))
            .flatMap(kind -> Stream.ofNullable(unheld.get(kind)))
            .findFirst();
    apart.ifPresent(gate ->
        answer.cannotSee(
            Level.ENFORCED,
            "`"
                + gate.activity().tool()
                + "` runs in "
                + gate.node()
                + ", apart from the release; whether merging waits for it is a setting that no file"
                + " shows",
            "let the release need it, or keep branch protection as code"));
    return apart.isEmpty();
  }

  private static boolean notOnChanges(Hole hole) {
    return hole.kind() == Hole.Kind.NOT_ON_CHANGE;
  }

  private static boolean comesBefore(Occurrence gate, Release release) {
    if (gate.node() == release.node()) {
      return release.step() == null || gate.step().position() <= release.step().position();
    }
    boolean after =
        gate.node().chain().stream()
            .anyMatch(
                n -> n.ancestors().stream().anyMatch(a -> release.node().chain().contains(a)));
    return !after && gate.node().events().stream().anyMatch(event -> !event.change());
  }

  /// A linter that waits for the tests of its own job.
  private static void lateLint(List<Occurrence> gates, Answer.Builder answer) {
    for (Occurrence lint : gates) {
      boolean late =
          lint.activity().kind() == Kind.LINT
              && gates.stream()
                  .filter(g -> g.activity().kind() == Kind.TEST && g.node() == lint.node())
                  .anyMatch(g -> g.step().position() < lint.step().position());
      if (late) {
        answer.information(
            lint.activity().source(),
            "`" + lint.activity().tool() + "` is cheaper than the tests that it waits for");
      }
    }
  }

  private static void declared(@Nullable Ci ci, Answer.Builder answer) {
    if (ci == null || ci.gates().size() < 2) {
      answer.gap(
          Level.DECLARED,
          "no order of gates is declared",
          "list `ci.gates` in the order in which they run: build, test, security, policy");
    } else {
      answer.declared(ci.at().of("gates"), ci.gates().size() + " gates are declared in order");
    }
  }
}
