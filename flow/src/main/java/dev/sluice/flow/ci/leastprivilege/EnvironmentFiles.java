package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Step;
import dev.sluice.flow.source.Text;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text of strangers that is written where it sets variables or the path of the next steps.
record EnvironmentFiles() implements Audit {
  private static final Pattern FILE = Pattern.compile("GITHUB_(ENV|PATH)\\b");
  private static final Pattern ASSIGNED =
      Pattern.compile("^\\s*(?:export\\s+|local\\s+)?([A-Za-z_][A-Za-z0-9_]*)=");

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
    } else if (holdsMade(run.value(), step.env())) {
      answer.information(
          run.source(),
          "what is made of text of strangers is written where it sets variables for the next"
              + " steps");
    }
  }

  private static boolean holdsStrange(String line, Map<String, Text> env) {
    return env.entrySet().stream()
        .filter(variable -> Strangers.wrote(variable.getValue().value()))
        .anyMatch(variable -> holds(line, variable.getKey()));
  }

  private static boolean holds(String line, String variable) {
    return line.contains("$" + variable) || line.contains("${" + variable);
  }

  /// Whether a variable that the script makes of such text is written.
  private static boolean holdsMade(String script, Map<String, Text> env) {
    List<String> made =
        script
            .lines()
            .filter(line -> holdsStrange(line, env))
            .map(ASSIGNED::matcher)
            .filter(Matcher::find)
            .map(assigned -> assigned.group(1))
            .toList();
    return script
        .lines()
        .filter(line -> FILE.matcher(line).find())
        .anyMatch(line -> made.stream().anyMatch(variable -> holds(line, variable)));
  }
}
