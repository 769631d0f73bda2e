package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.source.Text;
import java.util.Map;
import java.util.stream.Stream;

/// The old commands by which any printed line could set variables and the path, switched on again.
record UnsecureCommands() implements Audit {
  private static final String SWITCH = "ACTIONS_ALLOW_UNSECURE_COMMANDS";

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    Stream<Map<String, Text>> variables =
        Stream.concat(
            Stream.concat(
                Stream.of(file.pipeline().env()), file.jobs().stream().map(job -> job.env())),
            file.steps().stream().map(step -> step.env()));
    variables
        .flatMap(env -> Stream.ofNullable(env.get(SWITCH)))
        .filter(value -> !value.value().isBlank() && !value.value().equals("false"))
        .forEach(value ->
            answer.contradicted(
                value.source(),
                "whatever a step prints may set variables for the next ones",
                "remove " + SWITCH + ", and write to $GITHUB_ENV"));
  }
}
