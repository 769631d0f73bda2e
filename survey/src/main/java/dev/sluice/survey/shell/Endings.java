package dev.sluice.survey.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells how parts of a script end: in failure, or with the failure forgotten.
final class Endings {
  private static final Set<String> SILENT =
      Set.of(
          "true",
          ":",
          "echo",
          "printf",
          "sleep",
          "warn",
          "log",
          "cat",
          "date",
          "continue",
          "break");

  private static final Set<String> FAILING =
      Set.of("false", "die", "fail", "fatal", "abort", "bail", "err", "panic");

  private static final Set<String> TESTS = Set.of("[", "test");

  /// Offsets of every `exit`, `return` or `false` that can end the script in failure, ascending.
  private final List<Integer> failures = new ArrayList<>();

  private final Set<String> failing = new HashSet<>(FAILING);
  private final int lastLook;
  private final int lastPipeLook;
  private final int lastHandOn;

  Endings(String script, List<Node> nodes) {
    lastPipeLook = script.lastIndexOf("PIPESTATUS");
    lastLook = Math.max(script.lastIndexOf("$?"), lastPipeLook);
    lastHandOn = Math.max(script.lastIndexOf("GITHUB_OUTPUT"), script.lastIndexOf("GITHUB_ENV"));
    nodes.forEach(this::learn);
    nodes.forEach(node -> collect(node, failures));
    addVerdict(nodes, failures);
  }

  /// A test that ends a script is its verdict.
  private static void addVerdict(List<Node> nodes, List<Integer> into) {
    Node last = nodes.isEmpty() ? null : nodes.getLast();
    boolean judges =
        last instanceof Node.Test
            || (last instanceof Node.Simple simple
                && !simple.words().isEmpty()
                && TESTS.contains(simple.words().getFirst().text()));
    if (last != null && judges) {
      into.add(last.start());
    }
  }

  private void learn(Node node) {
    if (node instanceof Node.Function function && fails(List.of(function.body()))) {
      failing.add(function.name());
    }
  }

  /// Whether the status of a command that stands before an offset is looked at after it: kept in a
  /// variable or handed on, and then able to fail the script or a later step.
  boolean statusUsedAfter(int offset) {
    return lastLook >= offset && (failsAfter(offset) || lastHandOn >= offset);
  }

  /// Whether the statuses of a pipe's commands are looked at after an offset.
  boolean pipeStatusUsedAfter(int offset) {
    return lastPipeLook >= offset;
  }

  /// Whether something after an offset can still end the script in failure.
  boolean failsAfter(int offset) {
    return !failures.isEmpty() && failures.getLast() >= offset;
  }

  /// Whether commands can end the script in failure.
  boolean fails(List<Node> nodes) {
    List<Integer> found = new ArrayList<>();
    nodes.forEach(node -> collect(node, found));
    return !found.isEmpty();
  }

  /// Whether what stands behind `||` swallows the failure before it.
  ///
  /// @param first the command before `||`: the same one behind it is a second try, not a swallowing
  boolean swallows(Node handler, Node first) {
    if (fails(List.of(handler))) {
      return false;
    }
    return switch (handler) {
      case Node.Simple simple when literalZero(simple) -> true;
      case Node.Simple simple when simple.words().isEmpty() ->
          !failsAfter(simple.end()) && lastHandOn < simple.end();
      case Node.Simple simple -> !exits(simple) && !sameCommand(simple, first);
      case Node.Test test -> false;
      case Node.Group group -> group.body().isEmpty() || swallows(group.body().getLast(), first);
      case Node.Chain chain -> swallows(chain.parts().getLast(), first);
      case Node.Pipe pipe -> swallows(pipe.parts().getLast(), first);
      case Node.If branch -> !failsAfter(branch.end());
      case Node.Case cases -> !failsAfter(cases.end());
      case Node.Loop loop -> true;
      case Node.Function function -> true;
      case Node.Background background -> true;
    };
  }

  private static boolean literalZero(Node.Simple simple) {
    return exits(simple) && simple.words().size() > 1 && simple.words().get(1).text().equals("0");
  }

  private static boolean sameCommand(Node.Simple handler, Node first) {
    String name = handler.words().getFirst().text();
    if (SILENT.contains(name)) {
      return false;
    }
    return switch (first) {
      case Node.Simple simple ->
          !simple.words().isEmpty() && simple.words().getFirst().text().equals(name);
      case Node.Pipe pipe -> sameCommand(handler, pipe.parts().getFirst());
      case Node.Group group ->
          !group.body().isEmpty() && sameCommand(handler, group.body().getLast());
      default -> false;
    };
  }

  private void collect(Node node, List<Integer> into) {
    switch (node) {
      case Node.Simple simple -> {
        if (failure(simple)) {
          into.add(simple.start());
        }
      }
      case Node.Pipe pipe -> pipe.parts().forEach(part -> collect(part, into));
      case Node.Chain chain -> chain.parts().forEach(part -> collect(part, into));
      case Node.Group group -> {
        group.body().forEach(part -> collect(part, into));
        if (group.subshell()) {
          addVerdict(group.body(), into);
        }
      }
      case Node.If branch ->
          branch.branches().forEach(b -> b.body().forEach(part -> collect(part, into)));
      case Node.Loop loop -> loop.body().forEach(part -> collect(part, into));
      case Node.Case cases ->
          cases.arms().forEach(arm -> arm.body().forEach(part -> collect(part, into)));
      case Node.Function function -> collect(function.body(), into);
      case Node.Background background -> {}
      case Node.Test test -> {}
    }
  }

  /// `exit 1`, `exit $code`, `return 1`, `false`, or a function that does so. `exit` alone hands on
  /// the status of the command before it, most often an `echo`.
  private boolean failure(Node.Simple simple) {
    if (simple.words().isEmpty()) {
      return false;
    }
    String name = simple.words().getFirst().text();
    String status = simple.words().size() > 1 ? simple.words().get(1).text() : "";
    return switch (name) {
      case "exit", "return" -> !status.isEmpty() && !status.equals("0");
      default -> failing.contains(name);
    };
  }

  /// Whether a command ends the script, whatever it ends it with.
  static boolean exits(Node node) {
    return node instanceof Node.Simple simple
        && !simple.words().isEmpty()
        && switch (simple.words().getFirst().text()) {
          case "exit" -> true;
          case "exec" -> simple.words().size() > 1;
          default -> false;
        };
  }

  /// Whether some branch of a statement ends the script without failure, so that what follows runs
  /// only sometimes.
  boolean mayLeaveEarly(Node node) {
    return switch (node) {
      case Node.If branch -> branch.branches().stream().anyMatch(b -> leaves(b.body()));
      case Node.Chain chain ->
          chain.parts().stream().skip(1).anyMatch(part -> leaves(List.of(part)));
      case Node.Case cases -> cases.arms().stream().anyMatch(arm -> leaves(arm.body()));
      default -> false;
    };
  }

  private boolean leaves(List<Node> body) {
    if (body.isEmpty()) {
      return false;
    }
    return switch (body.getLast()) {
      case Node.Simple simple -> exits(simple) && !failure(simple);
      case Node.Group group -> leaves(group.body());
      case Node.If branch -> branch.branches().stream().anyMatch(b -> leaves(b.body()));
      default -> false;
    };
  }
}
