package dev.sluice.flow.ci.gate;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci.GateKind;
import dev.sluice.flow.fact.Activity;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Hole;
import dev.sluice.flow.pipeline.LocalUse;
import dev.sluice.flow.pipeline.Occurrence;
import dev.sluice.flow.pipeline.PipelineGraph;
import dev.sluice.flow.pipeline.Release;
import dev.sluice.flow.source.Text;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Judges one kind of gate.
///
/// A failure that is thrown away contradicts only where no other gate of the kind fails its job;
/// otherwise it is worth knowing. Each release needs one gate of the kind that no way leads past;
/// where nothing is released, or the release belongs to another run, merging has to wait for the
/// gate.
///
/// @param kind the kind in `delivery.yaml`
/// @param activity what a step does that is such a gate
/// @param noun `test gate`, …
/// @param example a step that would be one
public record GateCheck(GateKind kind, Activity.Kind activity, String noun, String example) {
  /// Workflows that look after issues and pull requests, and hold no gate.
  private static final Pattern HOUSEKEEPING =
      Pattern.compile("(?i)label|stale|lock|assign|triage|title|backport|welcome|draft|milestone");

  /// The answer for one delivery. Reads [Pipeline], `BranchProtection` and `PackageManifest`.
  public Answer answer(Subject subject) {
    Answer.Builder answer = Answer.build();
    observed(subject, answer);
    DeclaredGates.lacking(kind, noun, subject, answer);
    return answer.done();
  }

  private void observed(Subject subject, Answer.Builder answer) {
    List<Pipeline> pipelines = subject.facts(Pipeline.class);
    PipelineGraph graph = subject.pipelines();
    boolean job = DeclaredGates.of(kind, noun, subject, graph, answer);
    List<Occurrence> gates = graph.occurrences(activity);
    if (gates.isEmpty()) {
      absent(job, pipelines.isEmpty(), graph, answer);
      return;
    }
    List<Occurrence> failing = failing(gates, graph, answer);
    if (!failing.isEmpty()) {
      covered(failing, subject, graph, answer);
    }
  }

  private void absent(
      boolean declaredJob, boolean noPipelines, PipelineGraph graph, Answer.Builder answer) {
    Optional<Text> elsewhere = elsewhere(graph);
    if (declaredJob) {
      answer.cannotSee(
          Level.ENFORCED,
          "the declared " + noun + " runs, but none of its steps can be recognised as one",
          "call the tool where the pipeline shows it: " + example);
    } else if (elsewhere.isPresent()) {
      answer.cannotSee(
          Level.ENFORCED,
          "whether "
              + elsewhere.get().value()
              + " holds a "
              + noun
              + " cannot be seen: it belongs to another repository",
          "name the job that calls it in `ci.gates` with `kind: "
              + kind.name().toLowerCase(Locale.ROOT)
              + "`, or run the gate in a workflow of this repository");
    } else {
      answer.gap(
          Level.ENFORCED,
          noPipelines ? "there is no pipeline" : "no pipeline has a " + noun,
          "add a step such as " + example + ", and let the release need it");
    }
  }

  /// A workflow of another repository that runs for every change, and of which nothing is known.
  private static Optional<Text> elsewhere(PipelineGraph graph) {
    return graph.nodes().stream()
        .filter(n -> n.events().stream().anyMatch(Event::change) && n.job().steps().isEmpty())
        .flatMap(n -> Stream.ofNullable(n.job().uses()))
        .filter(uses -> LocalUse.path(uses.value()).isEmpty())
        .filter(uses -> !HOUSEKEEPING.matcher(uses.value()).find())
        .findFirst();
  }

  /// The gates whose failure fails their job. Says what is wrong with the others.
  private List<Occurrence> failing(
      List<Occurrence> gates, PipelineGraph graph, Answer.Builder answer) {
    List<Occurrence> failing = new ArrayList<>();
    List<Hole> holes = new ArrayList<>();
    for (Occurrence gate : gates) {
      List<Hole> swallowed = graph.swallowed(gate);
      if (swallowed.isEmpty()) {
        failing.add(gate);
      }
      holes.addAll(swallowed);
    }
    boolean only =
        failing.isEmpty()
            && holes.stream()
                .allMatch(h -> h.kind().definite() || h.kind() == Hole.Kind.REPORTS_ONLY);
    holes.stream().distinct().forEach(hole -> swallowed(hole, only, !failing.isEmpty(), answer));
    return failing;
  }

  private void swallowed(Hole hole, boolean only, boolean another, Answer.Builder answer) {
    if (another) {
      answer.information(hole.source(), hole.message() + "; another " + noun + " does fail");
    } else if (hole.kind() == Hole.Kind.REPORTS_ONLY) {
      answer.cannotSee(
          Level.ENFORCED,
          hole.message() + "; whether a setting blocks on it cannot be seen",
          hole.fix());
    } else if (only) {
      answer.contradicted(
          hole.source(), hole.message() + ", so the " + noun + " blocks nothing", hole.fix());
    } else {
      answer.gap(Level.ENFORCED, hole.source(), hole.message(), hole.fix());
    }
  }

  private void covered(
      List<Occurrence> failing, Subject subject, PipelineGraph graph, Answer.Builder answer) {
    Merging merging = new Merging(kind, noun, failing, graph, subject, answer);
    List<Release> releases = graph.releases();
    if (releases.isEmpty()) {
      merging.alone();
    }
    IdentityHashMap<Release, List<Occurrence>> tied = graph.tied(failing);
    releases.forEach(
        release -> covered(release, tied.getOrDefault(release, List.of()), graph, merging, answer));
  }

  private void covered(
      Release release,
      List<Occurrence> tied,
      PipelineGraph graph,
      Merging merging,
      Answer.Builder answer) {
    List<Hole> holes = new ArrayList<>();
    for (Occurrence gate : tied) {
      var hole = graph.past(gate, release);
      if (hole.isEmpty()) {
        answer.enforced(
            gate.activity().source(),
            "`" + gate.activity().tool() + "` in " + gate.node() + " holds back the " + release);
        return;
      }
      holes.add(hole.get());
    }
    List<Hole> refuting = holes.stream().filter(h -> h.kind().definite()).distinct().toList();
    if (!refuting.isEmpty()) {
      refuting.forEach(h -> answer.contradicted(h.source(), h.message(), h.fix()));
      return;
    }
    merging.covers(release, holes);
  }
}
