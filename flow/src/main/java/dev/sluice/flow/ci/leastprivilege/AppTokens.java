package dev.sluice.flow.ci.leastprivilege;

import dev.sluice.flow.criterion.Answer;
import dev.sluice.flow.fact.Step;

/// A token of an app that may do, or reach, more than it has to.
record AppTokens() implements Audit {
  @Override
  public void look(PipelineFile file, Answer.Builder answer) {
    file.steps().stream()
        .filter(step -> PipelineFile.action(step).equals("actions/create-github-app-token"))
        .forEach(step -> look(step, answer));
  }

  private static void look(Step step, Answer.Builder answer) {
    if (step.with().keySet().stream().noneMatch(k -> k.startsWith("permission-"))) {
      answer.information(
          step.source(),
          "the token gets every permission of the app; name those it needs with `permission-…`");
    }
    if (!PipelineFile.with(step, "owner").isEmpty()
        && PipelineFile.with(step, "repositories").isEmpty()) {
      answer.information(
          step.source(),
          "the token reaches every repository of its owner; name those it needs with"
              + " `repositories`");
    }
    if (PipelineFile.with(step, "skip-token-revoke").equals("true")) {
      answer.information(step.source(), "the token stays valid after the job");
    }
  }
}
