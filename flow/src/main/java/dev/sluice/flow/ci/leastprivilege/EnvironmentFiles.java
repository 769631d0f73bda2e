package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Text;
import java.util.Map;
import java.util.regex.Pattern;

/// Text of strangers that is written where it sets variables or the path of the next steps.
record EnvironmentFiles() implements Audit {
  private static final Pattern FILE = Pattern.compile("GITHUB_(ENV|PATH)\\b");
  private static final Pattern STRANGE =
      Pattern.compile(
          "github\\.head_ref|github\\.event\\.(pull_request\\.(title|body|head\\.(ref|label))"
              + "|issue\\.(title|body)|comment\\.body|review\\.body|workflow_run\\.(head_branch|display_title))");

  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    if (file.privileged()) {
      file.steps().forEach(step -> look(step, answer));
    }
  }

  private static void look(Step step, Answer.Builder answer) {
    Text run = step.run();
    if (run == null || !FILE.matcher(run.value()).find()) {
      return;
    }
    boolean strange =
        run.value()
            .lines()
            .filter(line -> FILE.matcher(line).find())
            .anyMatch(line -> holdsStrange(line, step.env()));
    if (strange) {
      answer.contradicted(
          run.source(),
          "text of strangers is written where it sets variables for the next steps",
          "check it against what is allowed first, or hand it on as an output");
    }
  }

  private static boolean holdsStrange(String line, Map<String, Text> env) {
    return env.entrySet().stream()
        .filter(variable -> STRANGE.matcher(variable.getValue().value()).find())
        .anyMatch(variable ->
            line.contains("$" + variable.getKey()) || line.contains("${" + variable.getKey()));
  }
}
