package dev.sluice.flow.ci.gate;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.criterion.Level;
import dev.sluice.flow.criterion.Subject;
import dev.sluice.flow.delivery.Ci;
import dev.sluice.flow.delivery.Ci.Gate;
import dev.sluice.flow.delivery.Ci.GateKind;
import dev.sluice.flow.pipeline.PipelineGraph;
import java.util.List;
import java.util.Locale;

/// What `ci.gates` says of one kind of gate.
final class DeclaredGates {
  private DeclaredGates() {}

  /// Adds what is declared; returns whether a declared job of the kind exists.
  static boolean of(
      GateKind kind, String noun, Subject subject, PipelineGraph graph, Answer.Builder answer) {
    boolean found = false;
    for (Gate gate : of(kind, subject)) {
      declared(gate, noun, answer);
      found |= exists(gate, graph, answer);
    }
    return found;
  }

  /// Says so when no gate of the kind is declared.
  static void lacking(GateKind kind, String noun, Subject subject, Answer.Builder answer) {
    if (of(kind, subject).isEmpty()) {
      String written = kind.name().toLowerCase(Locale.ROOT);
      answer.gap(
          Level.DECLARED,
          "no " + noun + " is declared",
          "add `- {kind: " + written + ", job: …, owner: …}` to `ci.gates`");
    }
  }

  private static List<Gate> of(GateKind kind, Subject subject) {
    Ci ci = subject.delivery().ci();
    return ci == null ? List.of() : ci.gates().stream().filter(g -> g.kind() == kind).toList();
  }

  private static void declared(Gate gate, String noun, Answer.Builder answer) {
    Ci.OnFailure failure = gate.onFailure();
    if (failure != null && failure.blocks() == Ci.Blocks.NOTHING) {
      answer.gap(
          Level.DECLARED,
          failure.at().of("blocks"),
          "the " + noun + " is declared to block nothing",
          "set `blocks` to merge, release or deploy");
    } else {
      answer.declared(gate.at().of("kind"), "a " + noun + " is declared");
    }
  }

  private static boolean exists(Gate gate, PipelineGraph graph, Answer.Builder answer) {
    String job = gate.job();
    if (job == null || graph.nodes().isEmpty()) {
      return false;
    }
    boolean found =
        graph.nodes().stream()
            .anyMatch(n -> n.checkNames().contains(job) || n.job().id().equals(job));
    if (!found) {
      answer.contradicted(
          gate.at().of("job"),
          "no pipeline has a job " + job,
          "name the id of the job that is the gate");
    }
    return found;
  }
}
