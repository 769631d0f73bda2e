package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.pipeline.Event;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.PlacedStep;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The code of a pull request, checked out by an event that runs with the secrets of the
/// repository.
record StrangersCode() implements Audit {
  private static final Pattern HEAD =
      Pattern.compile(
          "github\\.event\\.pull_request\\.head\\.(sha|ref|repo)|github\\.head_ref"
              + "|github\\.event\\.workflow_run\\.head_(sha|branch|repository|commit)|refs/pull/");
  private static final Pattern FETCHED =
      Pattern.compile("\\bgh\\s+pr\\s+checkout\\b|\\bgit\\s+(fetch|pull)\\b[^\\n]*\\bpull/");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    if (!file.privileged()) {
      return;
    }
    boolean found = false;
    for (Node node : file.nodes()) {
      Optional<String> event = event(node);
      for (PlacedStep placed : event.isEmpty() ? List.<PlacedStep>of() : node.steps()) {
        Optional<Text> code = code(placed.step());
        if (code.isPresent()) {
          found = true;
          report(code.get(), node, placed, event.get(), answer);
        }
      }
    }
    if (!found) {
      file.triggers()
          .filter(t -> t.event().equals("pull_request_target"))
          .forEach(t ->
              answer.information(
                  t.source(), "pull_request_target runs with the secrets of the repository"));
    }
  }

  /// The event with rights on which a job runs.
  private static Optional<String> event(Node node) {
    return node.events().stream()
        .map(Event::name)
        .filter(name -> PipelineFile.privileged(name))
        .findFirst();
  }

  private static Optional<Text> code(Step step) {
    if (PipelineFile.action(step).equals("actions/checkout")) {
      return Stream.of("ref", "repository")
          .flatMap(name -> Stream.ofNullable(step.with().get(name)))
          .filter(text -> HEAD.matcher(text.value()).find())
          .findFirst();
    }
    return Optional.ofNullable(step.run()).filter(run -> FETCHED.matcher(run.value()).find());
  }

  private static void report(
      Text code, Node node, PlacedStep placed, String event, Answer.Builder answer) {
    String message =
        "job "
            + node.job().id()
            + " checks out the code of a pull request on "
            + event
            + ", with the secrets of the repository";
    if (held(node, placed)) {
      answer.information(code.source(), message + ", under a condition");
    } else {
      answer.contradicted(
          code.source(),
          message,
          "run the code on `pull_request`, and use " + event + " only for what needs the secrets");
    }
  }

  /// A condition that lets only the repository's own branches or hand-picked changes through.
  private static boolean held(Node node, PlacedStep placed) {
    return Stream.concat(
            node.chain().stream().flatMap(n -> Stream.ofNullable(n.job().condition())),
            placed.chain().stream().flatMap(s -> Stream.ofNullable(s.condition())))
        .map(Text::value)
        .anyMatch(c ->
            c.contains("head.repo")
                || c.contains("head_repository")
                || c.contains("label")
                || c.contains("author_association")
                || c.contains("'push'"));
  }
}
