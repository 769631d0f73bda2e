package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Injection;
import dev.sluice.flow.fact.Pipeline;
import dev.sluice.flow.pipeline.Node;
import dev.sluice.flow.pipeline.PlacedStep;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Text of strangers that is pasted into code instead of passed as data, be it through the inputs
/// of a local action or workflow. What whoever may start the pipeline types in is only noted.
record ScriptInjection() implements Audit {
  private static final Pattern INPUT =
      Pattern.compile("(?i)\\b(?:github\\.event\\.)?inputs\\.([a-z_][a-z0-9_-]*)");
  private static final String FIX = "pass it in `env`, and use it as a quoted variable";

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    injections(file)
        .filter(Injection::untrusted)
        .forEach(injection ->
            answer.contradicted(
                injection.source(),
                "`"
                    + injection.expression()
                    + "` is text of strangers, and becomes code in "
                    + injection.sink(),
                FIX));
    file.nodes().forEach(node -> node.steps().forEach(step -> handedOn(node, step, answer)));
    typedIn(file, answer);
  }

  private static Stream<Injection> injections(PipelineFile file) {
    return file.steps().stream().flatMap(step -> step.injections().stream());
  }

  private static void handedOn(Node node, PlacedStep placed, Answer.Builder answer) {
    for (Injection injection : placed.step().injections()) {
      Matcher input = INPUT.matcher(injection.expression());
      while (input.find()) {
        given(input.group(1), node, placed)
            .filter(text -> Strangers.wrote(text.value(), node.events()))
            .ifPresent(text ->
                answer.contradicted(
                    text.source(),
                    "text of strangers is handed to input "
                        + input.group(1)
                        + ", which becomes code at "
                        + injection.source(),
                    FIX + " there"));
      }
    }
  }

  /// What the caller of a local action or workflow gives as an input.
  private static Optional<Text> given(String name, Node node, PlacedStep placed) {
    PlacedStep outer = placed.outer();
    Node caller = node.caller();
    Map<String, Text> given = Map.of();
    if (outer != null) {
      given = outer.step().with();
    } else if (caller != null) {
      given = caller.job().with();
    }
    return given.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static void typedIn(PipelineFile file, Answer.Builder answer) {
    List<Injection> found =
        injections(file)
            .filter(i -> !i.untrusted() && INPUT.matcher(i.expression()).find())
            .toList();
    if (found.isEmpty()) {
      return;
    }
    String who =
        file.pipeline().role() == Pipeline.Role.WORKFLOW
            ? "what whoever starts the workflow types in"
            : "what a caller hands in";
    String more = found.size() == 1 ? "" : ", and in " + (found.size() - 1) + " more places";
    answer.information(
        found.getFirst().source(), who + " becomes code here" + more + "; pass it in `env`");
  }
}
